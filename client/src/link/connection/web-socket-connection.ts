import { PROTOCOL_VERSION, Refusal, SERVER_EVENT_NAMES, type ServerEventName } from '@parley/protocol';
import type { Cancel, Clock } from '../../ports/clock.ts';
import type { Connection, ConnectionListener } from '../../ports/transport.ts';
import { connectPacket, DISCONNECT, eventPacket, packetIn, PONG, type Packet } from './socket-packets.ts';

export interface WebSocketListener extends ConnectionListener {
  /** It ended before the server let anybody in or refused it: something on the way may let no WebSocket through, or nothing over it. */
  unreached(reason: string): void;
}

/** A connection over a WebSocket that was just made, in the words of Socket.IO. */
export class WebSocketConnection implements Connection {
  readonly #socket: WebSocket;
  readonly #clock: Clock;
  readonly #token: () => string | undefined;
  readonly #listener: WebSocketListener;
  readonly #answers = new Map<number, (answer: unknown) => void>();
  #asked = 0;
  /** How long the server may say nothing; it pings more often. */
  #silenceMs = 0;
  #answered = false;
  #ended = false;
  #cancelSilence: Cancel = () => undefined;

  constructor(socket: WebSocket, clock: Clock, token: () => string | undefined, listener: WebSocketListener) {
    this.#socket = socket;
    this.#clock = clock;
    this.#token = token;
    this.#listener = listener;
    socket.addEventListener('message', ({ data }) => this.#received(data));
    socket.addEventListener('close', () => this.#lost('transport close'));
    socket.addEventListener('error', () => this.#lost('transport error'));
  }

  emit(name: string, payload: unknown): void {
    this.#send(eventPacket(name, payload));
  }

  request(name: string, payload: unknown): Promise<unknown> {
    const id = this.#asked++;
    return new Promise((resolve) => {
      this.#answers.set(id, resolve);
      this.#send(eventPacket(name, payload, id));
    });
  }

  close(): void {
    if (this.#ended) return;
    this.#send(DISCONNECT);
    this.#end();
  }

  #send(frame: string): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(frame);
  }

  #received(data: unknown): void {
    if (this.#ended) return;
    const packet = readable(data);
    if (packet === 'broken') this.#lost('parse error');
    else if (packet !== undefined) this.#take(packet);
  }

  #take(packet: Packet): void {
    switch (packet.kind) {
      case 'opened':
        this.#silenceMs = packet.silenceMs;
        this.#heard();
        this.#send(connectPacket({ token: this.#token() ?? '', version: PROTOCOL_VERSION }));
        break;
      case 'ping':
        this.#heard();
        this.#send(PONG);
        break;
      case 'connected':
        this.#answered = true;
        this.#listener.opened();
        break;
      case 'refused':
        this.#refused(packet);
        break;
      case 'event':
        if (isServerEvent(packet.name)) this.#listener.event(packet.name, packet.payload);
        break;
      case 'answer':
        this.#answers.get(packet.id)?.(packet.answer);
        this.#answers.delete(packet.id);
        break;
      case 'ended':
        this.#lost('io server disconnect');
    }
  }

  #refused({ data, message }: Packet & { readonly kind: 'refused' }): void {
    this.#answered = true;
    const refusal = Refusal.safeParse(data);
    if (!refusal.success) {
      this.#lost(message);
      return;
    }
    this.#end();
    this.#listener.refused(refusal.data);
  }

  /** The server is there: from now on it may be silent for so long. */
  #heard(): void {
    this.#cancelSilence();
    this.#cancelSilence = this.#clock.setTimeout(() => this.#lost('ping timeout'), this.#silenceMs);
  }

  #lost(reason: string): void {
    if (this.#ended) return;
    this.#end();
    if (this.#answered) this.#listener.closed(reason);
    else this.#listener.unreached(reason);
  }

  #end(): void {
    this.#ended = true;
    this.#cancelSilence();
    this.#socket.close();
  }
}

/** Servers send text alone. */
function readable(data: unknown): Packet | 'broken' | undefined {
  try {
    return packetIn(String(data));
  } catch {
    return 'broken';
  }
}

function isServerEvent(name: unknown): name is ServerEventName {
  return (SERVER_EVENT_NAMES as readonly unknown[]).includes(name);
}
