import {
  type Ack,
  type AskedEventName,
  type ClientEventName,
  type ClientToServerEvents,
  type EventRequest,
  type EventResponse,
  NAMESPACE,
  PROTOCOL_VERSION,
  SERVER_EVENT_NAMES,
  type ServerEventData,
  type ServerEventName,
  type ServerToClientEvents,
} from '@parley/protocol';
import { io, type Socket } from 'socket.io-client';
import { onTestFinished } from 'vitest';

type ClientSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

export interface ConnectOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Beside the version of the protocol, which `undefined` takes away. */
  readonly auth?: Readonly<Record<string, unknown>>;
}

/** A real socket, and all that came over it. */
export class TestClient {
  readonly socket: ClientSocket;
  readonly #untyped: Socket;
  readonly #received: { readonly name: string; readonly data: unknown }[] = [];
  readonly #waiting = new Set<() => void>();

  constructor(socket: Socket) {
    this.socket = socket;
    this.#untyped = socket;
    for (const name of SERVER_EVENT_NAMES) {
      socket.on(name, (data: unknown) => {
        this.#received.push({ name, data });
        for (const look of this.#waiting) look();
      });
    }
  }

  /** Asks, and gets what the server answered, whatever it is. */
  async ask<Name extends AskedEventName>(
    name: Name,
    request: EventRequest<Name>,
  ): Promise<Ack<EventResponse<Name>>> {
    return this.askAnything(name, request) as Promise<Ack<EventResponse<Name>>>;
  }

  /** Asks, and expects that it works. */
  async get<Name extends AskedEventName>(
    name: Name,
    request: EventRequest<Name>,
  ): Promise<EventResponse<Name>> {
    const answer = await this.ask(name, request);
    if (!answer.success) throw new Error(`${name}: ${answer.error.code}`);
    return answer.response;
  }

  /** Asks what no schema allows. */
  async askAnything(name: string, ...input: unknown[]): Promise<Ack<unknown>> {
    return this.#untyped.emitWithAck(name, ...input) as Promise<Ack<unknown>>;
  }

  tell<Name extends ClientEventName>(name: Name, request: EventRequest<Name>): void {
    this.#untyped.emit(name, request);
  }

  /** All that came under a name so far. */
  received<Name extends ServerEventName>(name: Name): ServerEventData<Name>[] {
    return this.#received
      .filter((event) => event.name === name)
      .map(({ data }) => data as ServerEventData<Name>);
  }

  /** The first of a name that fits, come or coming. */
  async next<Name extends ServerEventName>(
    name: Name,
    fits: (data: ServerEventData<Name>) => boolean = () => true,
  ): Promise<ServerEventData<Name>> {
    return new Promise((resolve) => {
      const look = () => {
        const found = this.received(name).find(fits);
        if (found === undefined) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** Resolves when all that the server sent before has come: its answer travels behind it. */
  async settled(): Promise<void> {
    await this.get('command', { name: 'ping' });
  }

  async closed(): Promise<void> {
    if (this.socket.connected)
      await new Promise<void>((resolve) => this.socket.once('disconnect', () => resolve()));
  }
}

/** A socket that is not connected yet, for tests that expect a refusal. */
export function openSocket(wsUrl: string, token: string | undefined, options: ConnectOptions = {}): Socket {
  const socket = io(wsUrl + NAMESPACE, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { version: PROTOCOL_VERSION, ...(token !== undefined && { token }), ...options.auth },
    extraHeaders: { ...options.headers },
  });
  onTestFinished(() => void socket.disconnect());
  return socket;
}

/** Connects, and is in all its rooms when it resolves. */
export async function connectClient(
  wsUrl: string,
  token: string | undefined,
  options: ConnectOptions = {},
): Promise<TestClient> {
  const socket = openSocket(wsUrl, token, options);
  const client = new TestClient(socket);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  await client.get('heads', {});
  return client;
}
