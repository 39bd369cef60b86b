import { WebSocket, WebSocketServer, type ServerOptions } from 'ws';

/** Decides on each packet before it is parsed further. */
export interface Gate {
  passes(isBinary: boolean): boolean;
}

/** Of a socket on which nothing is read yet. */
const OPEN: Gate = { passes: () => true };

/** Packets that a client can send as often as it likes. */
const PACKETS: ReadonlySet<string | symbol> = new Set(['message', 'ping', 'pong']);

/** A WebSocket whose packets all go through one gate, before Engine.IO and Socket.IO see them. */
export class GatedWebSocket extends WebSocket {
  /** Set once the connection is authenticated, before the first packet is read. */
  gate: Gate = OPEN;

  override emit(name: string | symbol, ...input: unknown[]): boolean {
    const passes = !PACKETS.has(name) || this.gate.passes(name === 'message' && input[1] === true);
    return passes && super.emit(name, ...input);
  }
}

/** Options that Engine.IO does not offer. */
const BOUNDS = {
  /** How long a connection may linger after it was asked to close, in ms. */
  closeTimeout: 3_000,
  /** Off: the library would answer a ping before the gate sees it. */
  autoPong: false,
  WebSocket: GatedWebSocket,
};

/** Browsers send a message in one frame, or in a few of at least some kilobytes. */
const FRAGMENTS = 32;

/** The server of all WebSockets, those of Engine.IO too. */
export class GatedWebSocketServer extends WebSocketServer<typeof GatedWebSocket> {
  constructor(options: ServerOptions<typeof GatedWebSocket>) {
    super({ maxFragments: FRAGMENTS, ...options, ...BOUNDS });
  }
}

/** Answers a ping. One function for all sockets: one for each would take memory on every socket. */
export function answerPing(this: WebSocket, data: Buffer): void {
  this.pong(data);
}
