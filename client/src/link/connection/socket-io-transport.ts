import {
  AUTH_TOKEN_HEADER,
  NAMESPACE,
  PROTOCOL_VERSION,
  Refusal,
  SERVER_EVENT_NAMES,
  SOCKET_PATH,
} from '@parley/protocol';
import { Manager, type ManagerOptions, type Socket } from 'socket.io-client';
import type { Connection, ConnectionListener, Transport } from '../../ports/transport.ts';

export interface SocketIoOptions {
  /** Where the server listens, such as `https://chat.example.org`. */
  readonly url: string;
  /** Headers that only Node.js can set, such as `Origin`. */
  readonly headers?: Readonly<Record<string, string>>;
}

type Headers = Readonly<Record<string, string>>;
type Way = 'websocket' | 'polling';

const BOTH: readonly [Way, Way] = ['websocket', 'polling'];

/**
 * Socket.IO over WebSocket, or over long polling where a proxy refuses WebSockets. Each connection has its own manager, tries
 * both ways, and keeps the one that works; Socket.IO's reconnection is off.
 */
export function createSocketIoTransport({ url, headers = {} }: SocketIoOptions): Transport {
  // An attempt that is given up in silence may have met a proxy that swallows what it tried first.
  let ways = BOTH;
  const turn = () => (ways = [ways[1], ways[0]]);
  return {
    connect: (token, listener) => {
      const manager = new Manager(url, optionsOf(ways, headers, token()));
      let isSettled = false;
      const settle = () => {
        isSettled = true;
        ways = BOTH;
      };
      manager.once('open', settle).once('error', settle);
      return connectOver(manager, token, listener, () => {
        if (!isSettled) turn();
      });
    },
  };
}

/** Socket.IO over long polling, for who has just found that no WebSocket comes about. */
export function createPollingTransport({ url, headers = {} }: SocketIoOptions): Transport {
  return {
    connect: (token, listener) =>
      connectOver(
        new Manager(url, optionsOf(['polling'], headers, token())),
        token,
        listener,
        () => undefined,
      ),
  };
}

function connectOver(
  manager: Manager,
  token: () => string | undefined,
  listener: ConnectionListener,
  closed: () => void,
): Connection {
  const socket = manager.socket(NAMESPACE, {
    auth: (answer) => answer({ token: token() ?? '', version: PROTOCOL_VERSION }),
  });
  listen(socket, listener);
  socket.connect();
  return connectionOf(socket, closed);
}

function optionsOf(
  ways: readonly Way[],
  headers: Headers,
  token: string | undefined,
): Partial<ManagerOptions> {
  const extraHeaders = { ...headers };
  return {
    path: SOCKET_PATH,
    transports: [...ways],
    tryAllTransports: true,
    upgrade: false,
    reconnection: false,
    autoConnect: false,
    extraHeaders,
    transportOptions: { polling: { extraHeaders: { ...extraHeaders, ...pollHeaders(token) } } },
  };
}

/** The server wants them with each request: the id of a connection alone must not be enough to take part in it. */
function pollHeaders(token: string | undefined): Headers {
  return {
    // Angular's service worker would pass each poll on, and invent an answer when the server is away.
    'ngsw-bypass': '1',
    ...(token !== undefined && { [AUTH_TOKEN_HEADER]: token }),
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

function connectionOf(socket: Socket, closed: () => void): Connection {
  return {
    emit: (name, payload) => void socket.emit(name, payload),
    request: (name, payload) =>
      new Promise((resolve) => void socket.emit(name, payload, (answer: unknown) => resolve(answer))),
    close: () => {
      closed();
      socket.removeAllListeners();
      socket.disconnect();
    },
  };
}
