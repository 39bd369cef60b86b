import { Refusal, SERVER_EVENT_NAMES } from '@parley/protocol';
import type { Cancel, Clock } from '../../ports/clock.ts';
import type { Connection, ConnectionListener } from '../../ports/transport.ts';
import { eventFrame, GOODBYE, helloFrame, type Packet, packetIn, PONG } from './packets.ts';

interface WebSocketDeps {
  readonly socket: WebSocket;
  readonly clock: Clock;
  /** What the server is told about who connects, asked for at the moment of the handshake. */
  readonly auth: () => object;
  readonly listener: ConnectionListener;
  /** The server, or a proxy before it, speaks Socket.IO over this WebSocket. */
  readonly reached: () => void;
  /** The WebSocket ended before that. Nothing is told to the listener. */
  readonly unreached: (reason: string) => void;
}

/** Socket.IO over one WebSocket, see `packets.ts`. */
export class WebSocketConnection implements Connection {
  readonly #deps: WebSocketDeps;
  readonly #answers = new Map<number, (answer: unknown) => void>();
  #state: 'opening' | 'reached' | 'over' = 'opening';
  #requests = 0;
  #deadAfter = 0;
  #cancelDeath: Cancel = () => undefined;

  constructor(deps: WebSocketDeps) {
    this.#deps = deps;
    const { socket } = deps;
    socket.addEventListener('message', ({ data }) => this.#received(data));
    socket.addEventListener('close', ({ code }) => this.#end(`the WebSocket closed with ${code}`));
  }

  emit(name: string, payload: unknown): void {
    this.#send(eventFrame(name, payload));
  }

  async request(name: string, payload: unknown): Promise<unknown> {
    const id = this.#requests++;
    return new Promise((resolve) => {
      this.#answers.set(id, resolve);
      this.#send(eventFrame(name, payload, id));
    });
  }

  close(): void {
    if (this.#state === 'reached') this.#send(GOODBYE);
    this.#leave();
  }

  /** The browser drops what is sent while the WebSocket closes, as a network would. */
  #send(frame: string): void {
    this.#deps.socket.send(frame);
  }

  #received(data: unknown): void {
    if (this.#state === 'over') return;
    try {
      this.#take(packetIn(String(data)));
    } catch (error) {
      this.#end(String(error));
    }
  }

  #take(packet: Packet): void {
    const { auth, listener, reached } = this.#deps;
    switch (packet.kind) {
      case 'handshake':
        this.#state = 'reached';
        this.#deadAfter = packet.deadAfter;
        this.#lives();
        reached();
        this.#send(helloFrame(auth()));
        break;
      case 'ping':
        this.#lives();
        this.#send(PONG);
        break;
      case 'connected':
        listener.opened();
        break;
      case 'refused':
        this.#refused(packet.error);
        break;
      case 'disconnected':
        this.#end('the server disconnected');
        break;
      case 'event':
        this.#event(packet);
        break;
      case 'answer':
        this.#answers.get(packet.to)?.(packet.answer);
        this.#answers.delete(packet.to);
        break;
      case 'other':
        break;
    }
  }

  #event({ name, payload }: { readonly name: unknown; readonly payload: unknown }): void {
    const known = SERVER_EVENT_NAMES.find((event) => event === name);
    if (known !== undefined) this.#deps.listener.event(known, payload);
  }

  #refused({ data, message }: Readonly<Record<string, unknown>>): void {
    const refusal = Refusal.safeParse(data);
    if (!refusal.success) {
      this.#end(`the server refused: ${String(message)}`);
      return;
    }
    this.#leave();
    this.#deps.listener.refused(refusal.data);
  }

  /** A connection that breaks in silence is noticed by the server's pings, which stay away. */
  #lives(): void {
    this.#cancelDeath();
    this.#cancelDeath = this.#deps.clock.setTimeout(() => this.#end('no ping came'), this.#deadAfter);
  }

  #end(reason: string): void {
    const before = this.#state;
    this.#leave();
    if (before === 'opening') this.#deps.unreached(reason);
    if (before === 'reached') this.#deps.listener.closed(reason);
  }

  #leave(): void {
    this.#state = 'over';
    this.#cancelDeath();
    this.#answers.clear();
    this.#deps.socket.close();
  }
}
