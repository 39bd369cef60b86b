import { NAMESPACE, PROTOCOL_VERSION, Refusal, SERVER_EVENT_NAMES, SOCKET_PATH } from '@parley/protocol';
import { Manager, type Socket } from 'socket.io-client';
import type { Connection, ConnectionListener, Transport } from '../../ports/transport.ts';

export interface SocketIoOptions {
  /** Where the server listens, such as `https://chat.example.org`. */
  readonly url: string;
  /** Headers that only Node.js can set, such as `Origin`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Socket.IO over WebSocket only. Each connection has its own manager, and Socket.IO's reconnection is off. */
export function createSocketIoTransport({ url, headers }: SocketIoOptions): Transport {
  return {
    connect: (token, listener) => {
      const manager = new Manager(url, {
        path: SOCKET_PATH,
        transports: ['websocket'],
        reconnection: false,
        autoConnect: false,
        ...(headers !== undefined && { extraHeaders: { ...headers } }),
      });
      const socket = manager.socket(NAMESPACE, {
        auth: (answer) => answer({ token: token() ?? '', version: PROTOCOL_VERSION }),
      });
      listen(socket, listener);
      socket.connect();
      return connectionOf(socket);
    },
  };
}

function listen(socket: Socket, listener: ConnectionListener): void {
  socket.on('connect', () => listener.opened());
  socket.on('connect_error', (error: Error & { data?: unknown }) => {
    const refusal = Refusal.safeParse(error.data);
    if (refusal.success) listener.refused(refusal.data);
    else listener.closed(error.message);
  });
  socket.on('disconnect', (reason) => listener.closed(reason));
  for (const name of SERVER_EVENT_NAMES) {
    socket.on(name, (payload: unknown) => listener.event(name, payload));
  }
}

function connectionOf(socket: Socket): Connection {
  return {
    emit: (name, payload) => void socket.emit(name, payload),
    request: (name, payload) =>
      new Promise((resolve) => void socket.emit(name, payload, (answer: unknown) => resolve(answer))),
    close: () => {
      socket.removeAllListeners();
      socket.disconnect();
    },
  };
}
