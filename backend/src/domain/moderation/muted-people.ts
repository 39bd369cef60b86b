import type { Uuid } from '@parley/protocol';
import type { Clock } from '../clock.ts';
import type { ReportStore } from './report-store.ts';

/** Whom the administrators have muted, as this server knows it. They are few, and asked about with every message. */
export class MutedPeople {
  readonly #store: Pick<ReportStore, 'muted'>;
  readonly #clock: Clock;
  #ends: ReadonlyMap<Uuid, number> = new Map();
  #asked = 0;
  #known = 0;

  constructor(store: Pick<ReportStore, 'muted'>, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** Until when somebody may not write, in ms; undefined if they may. */
  until(uid: Uuid): number | undefined {
    const end = this.#ends.get(uid);
    return end !== undefined && end > this.#clock() ? end : undefined;
  }

  /** Takes over what was decided, here or on another server. */
  async follow(): Promise<void> {
    const turn = ++this.#asked;
    const muted = await this.#store.muted(this.#clock());
    // An answer that was asked for earlier may come later.
    if (turn < this.#known) return;
    this.#known = turn;
    this.#ends = new Map(muted.map(({ uid, until }) => [uid, until]));
  }
}
