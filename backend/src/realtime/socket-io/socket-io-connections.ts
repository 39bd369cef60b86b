import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import {
  CLIENT_EVENT_NAMES,
  type ClientEventName,
  NAMESPACE,
  ParleyError,
  type ServerEventData,
  type ServerEventName,
  type WireError,
} from '@parley/protocol';
import cookieParser from 'cookie-parser';
import { wireErrorOf } from '../../logging/wire-error.ts';
import type { Admission } from '../admission/admission.ts';
import {
  SLOW_BYTES,
  type Connection,
  type ConnectionHandler,
  type Connections,
  type TellOptions,
} from '../connections.ts';
import type { ConnectionWatch } from '../sockets/connection-watch.ts';
import type { ChatNamespace, ChatServer, ChatSocket } from './chat-server.ts';
import { closeSockets } from './close-sockets.ts';
import { createIoServer, type IoServerOptions } from './create-io-server.ts';
import type { EngineConnection } from './engine-connection.ts';
import { forgetUpgrade } from './forget-upgrade.ts';
import { handshakeOf } from './handshake-of.ts';
import { lineOf } from './line-of.ts';
import { PollKeeper } from './poll-keeper.ts';
import { refusal } from './refusal.ts';
import { SocketIoConnection } from './socket-io-connection.ts';

export interface SocketIoOptions extends IoServerOptions {
  readonly admission: Admission;
  /** It watches the connections of other carriers, too: together they fill the memory. */
  readonly watch: ConnectionWatch;
}

interface Emitter {
  emit(name: ServerEventName, data: unknown): unknown;
}

/** Connections by Socket.IO. */
export class SocketIoConnections implements Connections {
  readonly #options: SocketIoOptions;
  readonly #io: ChatServer;
  readonly #namespace: ChatNamespace;
  readonly #watch: ConnectionWatch;
  /** By the id of their socket. */
  readonly #connections = new Map<string, SocketIoConnection>();

  constructor(options: SocketIoOptions) {
    this.#options = options;
    this.#watch = options.watch;
    this.#io = createIoServer(options);
    this.#namespace = this.#io.of(NAMESPACE);
  }

  serve(handler: ConnectionHandler): void {
    // One connection carries one socket: otherwise a user could have more sockets than are counted.
    const taken = new WeakSet<ChatSocket['conn']>();
    this.#namespace.use((socket, next) => {
      if (taken.has(socket.conn)) {
        next(refusal(new ParleyError('E_BAD_REQUEST').toWire()));
        return;
      }
      taken.add(socket.conn);
      const refuse = (error: WireError) => {
        taken.delete(socket.conn);
        next(refusal(error));
      };
      this.#admit(socket, handler).then(
        (error) => (error === undefined ? next() : refuse(error)),
        (error: unknown) => refuse(wireErrorOf(error, this.#options.logger)),
      );
    });
    this.#namespace.on('connection', (socket) => this.#opened(socket, handler));
  }

  all(): readonly Connection[] {
    return [...this.#connections.values()];
  }

  in(room: string): readonly Connection[] {
    const ids = this.#namespace.adapter.rooms.get(room) ?? [];
    return [...ids].flatMap((id) => this.#connections.get(id) ?? []);
  }

  sizeOf(room: string): number {
    return this.#namespace.adapter.rooms.get(room)?.size ?? 0;
  }

  tell<Name extends ServerEventName>(
    room: string,
    name: Name,
    data: ServerEventData<Name>,
    { except = [], exceptConnection, droppable }: TellOptions = {},
  ): void {
    // Not Socket.IO's `volatile`, which also drops what meets another packet on its way, even on a fast connection.
    const slow = droppable === true ? this.#slowIn(room) : [];
    // Socket.IO's types cannot pair a name and its data while the name is not known yet; this method's own do.
    // Each socket is in a room of its own.
    const one = exceptConnection === undefined ? [] : [exceptConnection];
    const others: Emitter = this.#namespace.to(room).except([...except, ...one, ...slow]);
    others.emit(name, data);
  }

  /** The rooms of those in a room for whom much waits already. */
  #slowIn(room: string): readonly string[] {
    return this.in(room)
      .filter(({ unsentBytes }) => unsentBytes > SLOW_BYTES)
      .map(({ id }) => id);
  }

  /** Accepts connections on this HTTP server. */
  attach(server: HttpServer | HttpsServer): void {
    const { admission, access } = this.#options;
    this.#io.attach(server);
    const polls = new PollKeeper(this.#options);
    this.#io.engine.use(polls.judge);
    this.#io.engine.use(cookieParser());
    // Of the server and not of each connection: a listener of its own takes memory on every socket.
    this.#io.engine.on('flush', (connection: EngineConnection) => this.#watch.flushed(connection));
    this.#io.engine.on('connection', (connection: EngineConnection) => {
      const address = access.addressOf(connection.request);
      admission.arrived(address);
      const line = lineOf(connection);
      this.#watch.watch(connection, line, address);
      connection.on('packetCreate', (packet) => this.#watch.hold(connection, line.holds(packet)));
      connection.on('close', () => {
        admission.left(address);
        this.#watch.closed(connection);
      });
      polls.remember(connection);
    });
  }

  /** Closes all connections; their clients reconnect, here or elsewhere. */
  close(): Promise<void> {
    return closeSockets(this.#io);
  }

  /** @returns why it is refused */
  async #admit(socket: ChatSocket, handler: ConnectionHandler): Promise<WireError | undefined> {
    const { access } = this.#options;
    const admittance = await handler.admit(handshakeOf(socket, access));
    if (admittance.kind === 'refused') return admittance.error;
    const { data } = admittance;
    this.#watch.known(socket.conn, data.uid, data.events === undefined ? 'uncounted' : 'counted');
    socket.data = data;
    return undefined;
  }

  #opened(socket: ChatSocket, handler: ConnectionHandler): void {
    const connection = new SocketIoConnection(socket, this.#watch.unsentOf(socket.conn));
    this.#connections.set(socket.id, connection);
    socket.on('disconnect', () => {
      // A client may leave the namespace and keep its connection, which would then not be counted for its user.
      socket.conn.close();
      this.#connections.delete(socket.id);
      handler.closed(connection);
    });
    handler.opened(connection);
    // One listener for all events: one for each would take memory on every socket.
    socket.onAny((name: string, ...input: unknown[]) => {
      // Several may come at once, and the first of them end the connection.
      if (!socket.connected || !isClientEvent(name)) return;
      const acknowledge = acknowledgement(input);
      void handler.answer(connection, name, input[0]).then(acknowledge);
    });
    forgetUpgrade(socket);
  }
}

const CLIENT_EVENTS: ReadonlySet<string> = new Set(CLIENT_EVENT_NAMES);

function isClientEvent(name: string): name is ClientEventName {
  return CLIENT_EVENTS.has(name);
}

/** A client that wants no acknowledgement sends no callback. */
function acknowledgement(input: readonly unknown[]): ((answer: unknown) => void) | undefined {
  const last = input.at(-1);
  return typeof last === 'function' ? (answer) => void Reflect.apply(last, undefined, [answer]) : undefined;
}
