import { randomUUID } from 'node:crypto';
import {
  GATEWAY_CLOSE,
  GATEWAY_LIMITS,
  ParleyError,
  type ServerEventData,
  type ServerEventName,
  type WireError,
} from '@parley/protocol';
import { SLOW_BYTES, type Connection, type ConnectionData } from '../connections.ts';
import type { ConnectionWatch } from '../sockets/connection-watch.ts';
import type { GatedWebSocket } from '../sockets/gated-web-socket.ts';
import { heldText } from '../sockets/held-packets.ts';
import { closeCodeOf } from './close-of.ts';
import type { RoomIndex } from './room-index.ts';
import type { Outlet, Speech } from '../gateway/speech.ts';
import type { WebSocketLine } from './web-socket-line.ts';

export interface ConnectionParts {
  readonly data: ConnectionData;
  readonly socket: GatedWebSocket;
  readonly line: WebSocketLine;
  readonly watch: ConnectionWatch;
  readonly rooms: RoomIndex<WebSocketConnection>;
  /** It is closed from this side, before the socket itself is. */
  readonly ended: () => void;
  readonly clock: () => number;
}

const TOO_SLOW = new ParleyError('E_TOO_SLOW').toWire();

/** A plain WebSocket as the rest of the server sees it, and the way out to its client. */
export class WebSocketConnection implements Connection, Outlet {
  readonly id = `ws ${randomUUID()}`;
  readonly data: ConnectionData;
  readonly #parts: ConnectionParts;
  readonly #waiting = new Set<() => void>();
  #speech: Speech | undefined;
  #isOpen = true;
  #inFlight = 0;
  /** When the client last took or said anything, and when it was last asked for a sign of life, in ms. */
  #alive: number;
  #asked: number;

  constructor(parts: ConnectionParts) {
    this.data = parts.data;
    this.#parts = parts;
    this.#alive = this.#asked = parts.clock();
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get unsentBytes(): number {
    return this.#parts.watch.unsentOf(this.#parts.socket).bytes;
  }

  /** Whether something that came is not answered yet. */
  get isBusy(): boolean {
    return this.#inFlight > 0;
  }

  isIn(room: string): boolean {
    return this.#parts.rooms.has(this, room);
  }

  join(rooms: readonly string[]): void {
    if (this.#isOpen) for (const room of rooms) this.#parts.rooms.join(this, room);
  }

  leave(room: string): void {
    this.#parts.rooms.leave(this, room);
  }

  /** From now on this is how it speaks. */
  speak(speech: Speech): void {
    this.#speech = speech;
  }

  told<Name extends ServerEventName>(name: Name, data: ServerEventData<Name>): void {
    if (this.#isOpen) this.#speech?.told(name, data);
  }

  /** A text frame came. So many are answered at a time; the next is read when one of them is done. */
  heard(text: string): void {
    this.alive();
    if (!this.#isOpen || this.#speech === undefined) return;
    this.#inFlight++;
    this.#steady();
    void this.#speech.heard(text).then(() => {
      this.#inFlight--;
      this.#steady();
    });
  }

  send(text: string): void {
    if (!this.#isOpen) return;
    const { watch, socket, line } = this.#parts;
    watch.hold(socket, heldText(text));
    watch.flushed(socket);
    const gone = line.takeFlushed();
    socket.send(text, () => {
      gone();
      this.alive();
      this.#steady();
    });
    if (this.unsentBytes > GATEWAY_LIMITS.unsentBytes) this.#end(TOO_SLOW);
    else this.#steady();
  }

  drained(): Promise<void> {
    if (!this.#isOpen || this.unsentBytes <= SLOW_BYTES) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.add(resolve));
  }

  close(reason?: WireError): void {
    if (!this.#isOpen) return;
    if (reason !== undefined) this.told('token-expired', reason);
    this.#end(reason);
  }

  /** The client gave a sign of life. */
  alive(): void {
    this.#alive = this.#parts.clock();
  }

  /** Once a second: asks for a sign of life, and gives up who gave none. */
  tick(): void {
    const { clock, socket } = this.#parts;
    const now = clock();
    if (now - this.#alive > GATEWAY_LIMITS.silence) {
      socket.terminate();
    } else if (this.#isOpen && now - Math.max(this.#asked, this.#alive) >= GATEWAY_LIMITS.pingInterval) {
      this.#asked = now;
      socket.ping();
    }
  }

  /** It is closed, by either side: whoever waits for it waits no longer. */
  gone(): void {
    this.#isOpen = false;
    this.#parts.rooms.leaveAll(this);
    for (const go of this.#waiting) go();
    this.#waiting.clear();
  }

  #end(reason: WireError | undefined): void {
    const { socket, ended } = this.#parts;
    this.gone();
    socket.close(reason === undefined ? GATEWAY_CLOSE.normal.code : closeCodeOf(reason), reason?.code);
    socket.resume();
    ended();
  }

  /** Reads on while the client takes what it is told and not too much is being answered. */
  #steady(): void {
    const { socket } = this.#parts;
    const isSlow = this.unsentBytes > SLOW_BYTES;
    if (!isSlow) {
      for (const go of this.#waiting) go();
      this.#waiting.clear();
    }
    if (!this.#isOpen) return;
    const isBusy = isSlow || this.#inFlight >= GATEWAY_LIMITS.inFlight;
    if (isBusy && !socket.isPaused) socket.pause();
    else if (!isBusy && socket.isPaused) socket.resume();
  }
}
