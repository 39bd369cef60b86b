import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import { wireErrorOf } from './logging/wire-error.ts';
import type { Context } from './domain/context.ts';
import type { Connections } from './realtime/connections.ts';
import { gatewayLanguage } from './realtime/gateway/gateway-language.ts';
import { JoinedConnections } from './realtime/joined-connections.ts';
import { ConnectionWatch } from './realtime/sockets/connection-watch.ts';
import { SocketIoConnections, type SocketIoOptions } from './realtime/socket-io/socket-io-connections.ts';
import { WebSocketConnections, type WebSocketOptions } from './realtime/websocket/web-socket-connections.ts';

interface CarrierOptions
  extends Omit<SocketIoOptions, 'watch'>, Omit<WebSocketOptions, 'watch' | 'language'> {
  /** Bytes that may wait unsent, for all connections together. */
  readonly unsentBytes: number;
}

/** Everything that carries connections: Socket.IO for pages and the SDK, plain WebSockets for scripts. */
export class Carriers {
  readonly connections: Connections;
  readonly #watch: ConnectionWatch;
  readonly #socketIo: SocketIoConnections;
  readonly #webSockets: WebSocketConnections;

  constructor(
    context: Pick<Context, 'users' | 'conversations' | 'roomNames'>,
    { unsentBytes, ...options }: CarrierOptions,
  ) {
    const { admission, clock, logger } = options;
    const watch = new ConnectionWatch({ clock, unsentBytes, flooded: admission.flooded.bind(admission) });
    const language = gatewayLanguage(context, (error) => wireErrorOf(error, logger));
    this.#watch = watch;
    this.#socketIo = new SocketIoConnections({ ...options, watch });
    this.#webSockets = new WebSocketConnections({ ...options, watch, language });
    this.connections = new JoinedConnections([this.#socketIo, this.#webSockets]);
  }

  /** Accepts connections on this server. */
  attach(server: HttpServer | HttpsServer): void {
    this.#socketIo.attach(server);
    this.#webSockets.attach(server);
  }

  /** Once a second: finds dead clients, and cuts connections that take too long to close. */
  tick(): void {
    this.#watch.tick();
    this.#webSockets.tick();
  }

  /** Closes all connections; their clients reconnect, here or elsewhere. */
  async close(): Promise<void> {
    await Promise.all([this.#socketIo.close(), this.#webSockets.close()]);
  }
}
