import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import {
  GATEWAY_CLOSE,
  isGatewayUrl,
  ParleyError,
  type ServerEventData,
  type ServerEventName,
  type WireError,
} from '@parley/protocol';
import type { Clock } from '../../domain/clock.ts';
import { wireErrorOf } from '../../logging/wire-error.ts';
import type { Admission } from '../admission/admission.ts';
import {
  SLOW_BYTES,
  type Connection,
  type ConnectionData,
  type ConnectionHandler,
  type Connections,
  type TellOptions,
} from '../connections.ts';
import { batchWrites } from '../sockets/batch-writes.ts';
import type { ConnectionWatch } from '../sockets/connection-watch.ts';
import { answerPing, type GatedWebSocket } from '../sockets/gated-web-socket.ts';
import { refusalOf, type RequestKeeper } from '../sockets/request-refusal.ts';
import { closeCodeOf } from './close-of.ts';
import { gatewayServer } from './gateway-server.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import { RoomIndex } from './room-index.ts';
import type { Language, Speech, SpeechParts } from '../gateway/speech.ts';
import { upgradeHandshake, type HandshakeRules } from './upgrade-handshake.ts';
import { WebSocketConnection } from './web-socket-connection.ts';
import { WebSocketLine } from './web-socket-line.ts';

export interface WebSocketOptions extends RequestKeeper, HandshakeRules {
  readonly admission: Admission;
  /** It watches the connections of other carriers, too: together they fill the memory. */
  readonly watch: ConnectionWatch;
  readonly clock: Clock;
  /** Bytes of one frame. */
  readonly frameBytes: number;
  readonly language: Language;
}

/** A request for a WebSocket. */
interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** A request that is admitted. */
interface Admitted {
  readonly data: ConnectionData;
  readonly begin: (parts: SpeechParts) => Speech;
}

/** How long answers may take at the end, and clients to receive them, in ms. */
const PATIENCE = 1_000;
const LOOK = 10;

/** Connections by plain WebSockets. */
export class WebSocketConnections implements Connections {
  readonly #options: WebSocketOptions;
  readonly #wss;
  readonly #rooms = new RoomIndex<WebSocketConnection>();
  readonly #connections = new Set<WebSocketConnection>();
  #handler: ConnectionHandler | undefined;

  constructor(options: WebSocketOptions) {
    this.#options = options;
    this.#wss = gatewayServer(options.frameBytes);
  }

  serve(handler: ConnectionHandler): void {
    this.#handler = handler;
  }

  all(): readonly Connection[] {
    return [...this.#connections];
  }

  in(room: string): readonly Connection[] {
    return this.#rooms.in(room);
  }

  sizeOf(room: string): number {
    return this.#rooms.sizeOf(room);
  }

  tell<Name extends ServerEventName>(
    room: string,
    name: Name,
    data: ServerEventData<Name>,
    { except = [], exceptConnection, droppable }: TellOptions = {},
  ): void {
    for (const connection of this.#rooms.in(room)) {
      const isExcepted = connection.id === exceptConnection || except.some((other) => connection.isIn(other));
      const isSpared = droppable === true && connection.unsentBytes > SLOW_BYTES;
      if (!isExcepted && !isSpared) connection.told(name, data);
    }
  }

  /** Accepts connections on this HTTP server. */
  attach(server: HttpServer | HttpsServer): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const { url = '' } = request;
      if (!isGatewayUrl(url)) return;
      // It may end while it is judged.
      socket.on('error', () => socket.destroy());
      void this.#judge({ request, socket, head }, new URLSearchParams(url.slice(url.indexOf('?') + 1)));
    });
  }

  /** Once a second: finds dead clients. */
  tick(): void {
    for (const connection of this.#connections) connection.tick();
  }

  /** Closes all connections; their clients reconnect, here or elsewhere. */
  async close(): Promise<void> {
    // What was stored meanwhile is acknowledged first.
    await waitWhile(() => [...this.#connections].some(({ isBusy }) => isBusy));
    const restart = new ParleyError('E_SHUTTING_DOWN').toWire();
    for (const socket of this.#wss.clients) socket.close(closeCodeOf(restart), restart.code);
    await waitWhile(() => this.#wss.clients.size > 0);
    for (const socket of this.#wss.clients) socket.terminate();
  }

  async #judge(upgrade: Upgrade, query: URLSearchParams): Promise<void> {
    const { request, socket } = upgrade;
    try {
      const code = await refusalOf(request, this.#options);
      if (code !== undefined) refuseUpgrade(socket, new ParleyError(code).toWire());
      else await this.#admit(upgrade, query);
    } catch (error) {
      refuseUpgrade(socket, wireErrorOf(error, this.#options.logger));
    }
  }

  async #admit(upgrade: Upgrade, query: URLSearchParams): Promise<void> {
    const { admission, access, language } = this.#options;
    const { request, socket } = upgrade;
    const begin = language.prepare(query);
    const address = access.addressOf(request);
    admission.arrived(address);
    if (socket.destroyed) admission.left(address);
    else socket.once('close', () => admission.left(address));
    const handshake = upgradeHandshake(request, query, this.#options);
    const admittance = (await this.#handler?.admit(handshake)) ?? refused('E_SHUTTING_DOWN');
    if (socket.destroyed) return;
    if (admittance.kind === 'admitted') this.#open(upgrade, { data: admittance.data, begin });
    else this.#refuse(upgrade, admittance.error);
  }

  /** Pages cannot see why a WebSocket did not open: they get one that closes with the reason. */
  #refuse(upgrade: Upgrade, error: WireError): void {
    if (upgrade.request.headers.origin === undefined) {
      refuseUpgrade(upgrade.socket, error);
      return;
    }
    this.#complete(upgrade, (webSocket) => {
      webSocket.close(closeCodeOf(error), error.code);
      // Whoever was refused has nothing more to say.
      webSocket.gate = { passes: () => cut(webSocket) };
    });
  }

  #open(upgrade: Upgrade, admitted: Admitted): void {
    this.#complete(upgrade, (webSocket) => {
      batchWrites(upgrade.request.socket);
      this.#opened(webSocket, admitted);
    });
  }

  #complete({ request, socket, head }: Upgrade, opened: (webSocket: GatedWebSocket) => void): void {
    this.#wss.handleUpgrade(request, socket, head, (webSocket) => {
      // What is no frame: the library has closed it with its code. Without a listener it would end the process.
      webSocket.on('error', ignore);
      opened(webSocket);
    });
  }

  #opened(socket: GatedWebSocket, { data, begin }: Admitted): void {
    const handler = this.#handler;
    if (handler === undefined) return;
    const { watch, clock } = this.#options;
    const line = new WebSocketLine(socket);
    watch.watch(socket, line, data.address);
    watch.known(socket, data.uid, data.events === undefined ? 'uncounted' : 'counted');
    const ended = () => {
      if (this.#connections.delete(connection)) handler.closed(connection);
    };
    const parts = { data, socket, line, watch, rooms: this.#rooms, ended, clock };
    const connection = new WebSocketConnection(parts);
    const answer: SpeechParts['answer'] = (name, input) => handler.answer(connection, name, input);
    connection.speak(begin({ connection, outlet: connection, answer }));
    this.#connections.add(connection);
    listen(socket, connection);
    socket.on('close', () => {
      watch.closed(socket);
      connection.gone();
      ended();
    });
    handler.opened(connection);
  }
}

async function waitWhile(isSo: () => boolean): Promise<void> {
  for (let waited = 0; isSo() && waited < PATIENCE; waited += LOOK) await setTimeout(LOOK);
}

function cut(socket: GatedWebSocket): false {
  socket.terminate();
  return false;
}

/** One function for all sockets: one for each would take memory on every socket. */
function ignore(): void {
  // There is nobody to tell.
}

function listen(socket: GatedWebSocket, connection: WebSocketConnection): void {
  socket.on('ping', answerPing);
  socket.on('pong', () => connection.alive());
  socket.on('message', (message: Buffer, isBinary: boolean) => {
    if (isBinary) socket.close(GATEWAY_CLOSE.binary.code, 'E_BAD_REQUEST');
    else connection.heard(message.toString());
  });
}

function refused(code: 'E_SHUTTING_DOWN') {
  return { kind: 'refused', error: new ParleyError(code).toWire() } as const;
}
