import type { SeededRandom } from '../world/seeded-random.ts';

/** How bad a network is. Probabilities are per packet, delays in ms. */
export interface Climate {
  readonly delay: readonly [number, number];
  /** A packet gets lost while its connection stays open, such as by a proxy, or a dropped acknowledgement. */
  readonly loss: number;
  /** A packet arrives twice. */
  readonly duplicate: number;
  /** The connection breaks, and both sides notice. */
  readonly cut: number;
  /** The connection goes dead, and each side only notices when its pings stay unanswered. */
  readonly freeze: number;
  /** A connection cannot be made. */
  readonly unreachable: number;
}

export const FAIR: Climate = {
  delay: [5, 40],
  loss: 0,
  duplicate: 0,
  cut: 0,
  freeze: 0,
  unreachable: 0,
};

/** What may happen to one packet. */
export type Fate = 'arrives' | 'lost' | 'doubled' | 'cut' | 'frozen';

/** The state of the network: as bad as its climate, until it recovers for good. */
export class Weather {
  readonly #random: SeededRandom;
  #climate: Climate;

  /** Whether connections break at each message that is sent. */
  cutsMessages = false;

  constructor(climate: Climate, random: SeededRandom) {
    this.#climate = climate;
    this.#random = random;
  }

  clearUp(): void {
    this.#climate = FAIR;
    this.cutsMessages = false;
  }

  delay(): number {
    return this.#random.int(...this.#climate.delay);
  }

  reachable(): boolean {
    return !this.#random.chance(this.#climate.unreachable);
  }

  anyOf<T>(items: readonly T[]): T | undefined {
    return items.length === 0 ? undefined : this.#random.pick(items);
  }

  fate(): Fate {
    const { loss, duplicate, cut, freeze } = this.#climate;
    const fates = [
      ['lost', loss],
      ['doubled', duplicate],
      ['cut', cut],
      ['frozen', freeze],
    ] as const;
    let left = this.#random.number();
    for (const [fate, probability] of fates) {
      if (left < probability) return fate;
      left -= probability;
    }
    return 'arrives';
  }
}
