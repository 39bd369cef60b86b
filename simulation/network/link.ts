import type { Clock } from '@parley/client';
import { TIMING } from '@parley/protocol';
import type { Downward, Upward } from './packet.ts';
import type { Weather } from './weather.ts';

/** One end of a connection, with its callbacks. */
export interface LinkEnd<Packet> {
  received(packet: Packet): void;
  closed(reason: string): void;
}

/** One TCP connection: packets keep their order on the way, until it breaks or goes dead. */
export class Link {
  readonly #clock: Clock;
  readonly #weather: Weather;
  #client: LinkEnd<Downward> | undefined;
  #server: LinkEnd<Upward> | undefined;
  #open = true;
  #finishing = false;
  #lastArrival = { up: 0, down: 0 };

  constructor(clock: Clock, weather: Weather) {
    this.#clock = clock;
    this.#weather = weather;
  }

  attachClient(end: LinkEnd<Downward>): void {
    this.#client = end;
  }

  attachServer(end: LinkEnd<Upward>): void {
    this.#server = end;
  }

  sendUp(packet: Upward): void {
    if (this.#weather.cutsMessages && packet.kind === 'event' && packet.name.endsWith('Message')) this.cut();
    else this.#send('up', () => this.#server?.received(packet));
  }

  sendDown(packet: Downward): void {
    if (!this.#finishing) this.#send('down', () => this.#client?.received(packet));
  }

  /** Breaks; both ends notice as soon as the network delivers the news. */
  cut(): void {
    this.#end('transport close', this.#weather.delay());
  }

  /** Goes dead silently: each end notices when its pings stay unanswered. */
  freeze(): void {
    this.#end('ping timeout', TIMING.pingInterval + TIMING.pingTimeout);
  }

  /** The server closes the connection; what it sent before still arrives. */
  finish(): void {
    this.#finishing = true;
    const arrived = Math.max(this.#lastArrival.down - this.#clock.now(), 0);
    this.#clock.setTimeout(() => this.#end('io server disconnect', 0), arrived);
  }

  /** The client closes the connection and receives nothing more. */
  hangUp(): void {
    this.#client = undefined;
    this.cut();
  }

  #send(way: 'up' | 'down', arrive: () => void): void {
    if (!this.#open) return;
    switch (this.#weather.fate()) {
      case 'cut': {
        this.cut();
        return;
      }
      case 'frozen': {
        this.freeze();
        return;
      }
      case 'lost':
        return;
      case 'doubled':
        this.#carry(way, arrive);
        {
          this.#carry(way, arrive);
          return;
        }
      case 'arrives': {
        this.#carry(way, arrive);
        return;
      }
    }
  }

  #carry(way: 'up' | 'down', arrive: () => void): void {
    const arrival = Math.max(this.#clock.now() + this.#weather.delay(), this.#lastArrival[way]);
    this.#lastArrival[way] = arrival;
    this.#clock.setTimeout(() => {
      if (this.#open) arrive();
    }, arrival - this.#clock.now());
  }

  #end(reason: string, noticedAfter: number): void {
    if (!this.#open) return;
    this.#open = false;
    this.#clock.setTimeout(() => {
      this.#client?.closed(reason);
      this.#server?.closed(reason);
    }, noticedAfter);
  }
}
