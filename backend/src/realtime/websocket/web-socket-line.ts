import { GATEWAY_CLOSE } from '@parley/protocol';
import type { Gate, GatedWebSocket } from '../sockets/gated-web-socket.ts';
import type { CutReason, Line } from '../sockets/line.ts';

const NOTHING = () => undefined;

/** A connection that is one WebSocket, with nothing between. */
export class WebSocketLine implements Line {
  readonly #socket: GatedWebSocket;
  #flushed: () => void = NOTHING;

  constructor(socket: GatedWebSocket) {
    this.#socket = socket;
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  /** Binary frames are refused with a close code, which is no work for the gate. */
  guard(gate: Gate): void {
    this.#socket.gate = { passes: () => gate.passes(false) };
  }

  flushed(gone: () => void): void {
    this.#flushed = gone;
  }

  /** What calls back when the frame that was flushed last is with the kernel, or given up. */
  takeFlushed(): () => void {
    const gone = this.#flushed;
    this.#flushed = NOTHING;
    return gone;
  }

  closed(): void {
    // Frames that were given up call back themselves.
  }

  cut(reason: CutReason): void {
    if (reason === 'unsent') {
      this.#socket.terminate();
      return;
    }
    this.#socket.close(GATEWAY_CLOSE.policy.code, 'E_RATE_LIMITED');
    // Nothing more is read; the library ends the connection soon.
    this.#socket.pause();
  }
}
