import type { ConnectionHandler, Connections, TellOptions } from '@parley/backend/realtime/connections.ts';
import {
  CLIENT_EVENT_NAMES,
  PROTOCOL_VERSION,
  type ServerEventData,
  type ServerEventName,
} from '@parley/protocol';
import type { Link } from '../network/link.ts';
import type { Upward } from '../network/packet.ts';
import type { Process } from '../world/process.ts';
import { SimulatedConnection, type Sent } from './simulated-connection.ts';

type Event = Extract<Upward, { kind: 'event' }>;

interface SimulatedConnectionsOptions {
  readonly process: Process;
  readonly sent: Sent;
}

/** The connections of a simulated node: what Socket.IO is to a real one. */
export class SimulatedConnections implements Connections {
  readonly #options: SimulatedConnectionsOptions;
  readonly #links = new Set<Link>();
  readonly #connections = new Set<SimulatedConnection>();
  #handler: ConnectionHandler | undefined;
  #opened = 0;

  constructor(options: SimulatedConnectionsOptions) {
    this.#options = options;
  }

  serve(handler: ConnectionHandler): void {
    this.#handler = handler;
  }

  all(): readonly SimulatedConnection[] {
    return [...this.#connections];
  }

  in(room: string): readonly SimulatedConnection[] {
    return this.all().filter((connection) => connection.isIn(room));
  }

  sizeOf(room: string): number {
    return this.in(room).length;
  }

  tell<Name extends ServerEventName>(
    room: string,
    name: Name,
    data: ServerEventData<Name>,
    { except = [], exceptConnection }: TellOptions = {},
  ): void {
    for (const connection of this.in(room))
      if (connection.id !== exceptConnection && !except.some((other) => connection.isIn(other)))
        connection.tell(name, data);
  }

  /** A client reached this node. */
  accept(link: Link): void {
    const { process } = this.#options;
    const handler = this.#handler;
    if (handler === undefined) throw new Error('nobody serves these connections yet');
    let connection: SimulatedConnection | undefined;
    let isNew = true;
    this.#links.add(link);
    link.attachServer({
      received: (packet) =>
        process.run(() => {
          if (packet.kind === 'event') {
            if (connection !== undefined) this.#answer(handler, connection, packet);
          } else if (isNew) {
            isNew = false;
            void this.#admit(handler, link, packet.token).then((admitted) => (connection = admitted));
          }
        }),
      closed: () =>
        process.run(() => {
          this.#links.delete(link);
          if (connection !== undefined) this.#closed(handler, connection);
        }),
    });
  }

  /** The node is dead: its machine resets its connections. */
  cutAll(): void {
    for (const link of this.#links) link.cut();
  }

  async #admit(
    handler: ConnectionHandler,
    link: Link,
    token: string | undefined,
  ): Promise<SimulatedConnection | undefined> {
    const address = '127.0.0.1';
    const handshake = { address, token, certificateUser: undefined, version: PROTOCOL_VERSION };
    const admittance = await handler.admit(handshake);
    if (!this.#links.has(link)) return undefined;
    if (admittance.kind === 'refused') {
      link.sendDown({ kind: 'refused', refusal: admittance.error });
      link.finish();
      return undefined;
    }
    const id = String(++this.#opened);
    const connection = new SimulatedConnection({ id, data: admittance.data, link, sent: this.#options.sent });
    this.#connections.add(connection);
    link.sendDown({ kind: 'opened' });
    handler.opened(connection);
    return connection;
  }

  #answer(handler: ConnectionHandler, connection: SimulatedConnection, event: Event): void {
    const name = CLIENT_EVENT_NAMES.find((known) => known === event.name);
    if (name === undefined) return;
    const { ack } = event;
    void handler.answer(connection, name, event.payload).then((answer) => {
      if (ack !== undefined) connection.acknowledge({ name, ack }, answer);
    });
  }

  #closed(handler: ConnectionHandler, connection: SimulatedConnection): void {
    connection.isOpen = false;
    connection.rooms.clear();
    if (this.#connections.delete(connection)) handler.closed(connection);
  }
}
