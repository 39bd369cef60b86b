import { ParleyError, SOCKET_PATH, TIMING } from '@parley/protocol';
import { Server } from 'socket.io';
import type { ChatServer } from './chat-server.ts';
import { GatedWebSocketServer } from '../sockets/gated-web-socket.ts';
import type { RequestKeeper } from '../sockets/request-refusal.ts';
import { allowRequest } from './allow-request.ts';
import { refusal } from './refusal.ts';

export interface IoServerOptions extends RequestKeeper {
  /** Bytes of one frame. */
  readonly frameBytes: number;
}

/** Socket.IO over WebSockets or long polling, without extras. A connection keeps the transport that it began with. */
export function createIoServer({ frameBytes, ...keeper }: IoServerOptions): ChatServer {
  const io: ChatServer = new Server({
    path: SOCKET_PATH,
    serveClient: false,
    transports: ['websocket', 'polling'],
    allowUpgrades: false,
    // The listener refuses upgrades of other paths; those of plain WebSockets may take a while.
    destroyUpgrade: false,
    wsEngine: GatedWebSocketServer,
    pingInterval: TIMING.pingInterval,
    pingTimeout: TIMING.pingTimeout,
    connectTimeout: TIMING.authenticate,
    maxHttpBufferSize: frameBytes,
    perMessageDeflate: false,
    httpCompression: false,
    allowRequest: allowRequest(keeper),
  });
  // There is no namespace but ours.
  io.use((_socket, next) => next(refusal(new ParleyError('E_NOT_FOUND').toWire())));
  return io;
}
