import { PROTOCOL_VERSION, SOCKET_PATH } from '@parley/protocol';
import { systemClock } from '../../platform/system-clock.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Connection, ConnectionListener, Transport } from '../../ports/transport.ts';
import { WebSocketConnection } from './web-socket-connection.ts';

interface BrowserTransportDeps {
  /** Where the server listens, such as `https://chat.example.org`. */
  readonly url: string;
  /** Loads long polling, which is needed where a proxy refuses WebSockets, and nowhere else. */
  readonly loadPolling: () => Promise<Transport>;
  readonly clock?: Clock;
}

/**
 * What Socket.IO's own client does, by WebSocket and without its code: in a browser that would be a twelfth of what a page loads until it
 * is connected. Where no WebSocket opens, long polling is tried within the same attempt.
 */
export function createBrowserTransport(deps: BrowserTransportDeps): Transport {
  // An attempt that is given up in silence may have met a proxy that swallows what it tried.
  let pollsNext = false;
  return {
    connect: (token, listener) => {
      const attempt = new Attempt(deps, token, listener);
      const polls = pollsNext;
      pollsNext = false;
      attempt.start(polls);
      return {
        emit: (name, payload) => attempt.connection?.emit(name, payload),
        request: async (name, payload) =>
          // What is lost is never answered.
          attempt.connection?.request(name, payload) ?? new Promise(() => undefined),
        close: () => {
          if (!attempt.isSettled) pollsNext = !polls;
          attempt.close();
        },
      };
    },
  };
}

/** One attempt to connect, by one way after the other, and the connection that it made. */
class Attempt {
  connection: Connection | undefined;
  /** Whether something answered: the server, or a proxy that refuses. */
  isSettled = false;
  readonly #deps: BrowserTransportDeps;
  readonly #token: () => string | undefined;
  readonly #listener: ConnectionListener;
  #isClosed = false;

  constructor(deps: BrowserTransportDeps, token: () => string | undefined, listener: ConnectionListener) {
    this.#deps = deps;
    this.#token = token;
    this.#listener = listener;
  }

  start(polls: boolean): void {
    if (polls) void this.#poll();
    else this.connection = this.#byWebSocket();
  }

  close(): void {
    this.#isClosed = true;
    this.connection?.close();
  }

  #byWebSocket(): Connection {
    const { url, clock = systemClock } = this.#deps;
    const address = `${url.replace(/^http/, 'ws')}${SOCKET_PATH}/?EIO=4&transport=websocket`;
    return new WebSocketConnection({
      socket: new WebSocket(address),
      clock,
      auth: () => ({ token: this.#token() ?? '', version: PROTOCOL_VERSION }),
      listener: this.#listener,
      reached: () => (this.isSettled = true),
      unreached: () => void this.#poll(),
    });
  }

  async #poll(): Promise<void> {
    const settling = <Report extends unknown[]>(report: (...said: Report) => void) => {
      return (...said: Report) => {
        this.isSettled = true;
        report(...said);
      };
    };
    try {
      const polling = await this.#deps.loadPolling();
      if (this.#isClosed) return;
      this.connection = polling.connect(this.#token, {
        opened: settling(() => this.#listener.opened()),
        refused: settling((refusal) => this.#listener.refused(refusal)),
        closed: settling((reason) => this.#listener.closed(reason)),
        event: (name, payload) => this.#listener.event(name, payload),
      });
    } catch (error) {
      this.isSettled = true;
      if (!this.#isClosed) this.#listener.closed(`long polling could not be loaded: ${String(error)}`);
    }
  }
}
