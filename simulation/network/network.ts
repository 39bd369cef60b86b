import type { Clock, HttpRequest, HttpResponse } from '@parley/client';
import { Link } from './link.ts';
import type { Weather } from './weather.ts';

/** Accepts connections: a node, while it runs. */
export interface Listener {
  readonly listening: boolean;
  /** Whether it is one of those that a session is sent to. */
  serves(token: string): boolean;
  accept(link: Link): void;
  exchange(token: string, request: HttpRequest): Promise<HttpResponse>;
}

/** Everything between clients and nodes. */
export class Network {
  readonly #clock: Clock;
  readonly #weather: Weather;
  readonly #listeners: Listener[] = [];
  readonly #links = new Set<Link>();

  constructor(clock: Clock, weather: Weather) {
    this.#clock = clock;
    this.#weather = weather;
  }

  listen(listener: Listener): void {
    this.#listeners.push(listener);
  }

  /** How long a packet takes now, in ms. */
  delay(): number {
    return this.#weather.delay();
  }

  /** Whether one packet comes through. */
  carries(): boolean {
    return this.#weather.fate() === 'arrives';
  }

  /** A connection to one of the listening nodes, chosen like a load balancer would. */
  reach(token: string): Listener | undefined {
    const listening = this.#listeners.filter((one) => one.listening && one.serves(token));
    return this.#weather.reachable() ? this.#weather.anyOf(listening) : undefined;
  }

  /** Opens a connection; undefined if no node answers. */
  dial(token: string): Link | undefined {
    const listener = this.reach(token);
    if (listener === undefined) return undefined;
    const link = new Link(this.#clock, this.#weather);
    this.#links.add(link);
    listener.accept(link);
    return link;
  }

  /** Something in the middle fails: every connection breaks or goes dead. */
  breakAll(how: 'cut' | 'freeze'): void {
    for (const link of this.#links) link[how]();
    this.#links.clear();
  }
}
