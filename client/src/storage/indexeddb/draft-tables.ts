import { isNothing } from '../../model/composition.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StoredDraft } from '../../ports/draft-channel.ts';
import type { TimedDraft, Writing } from './schema.ts';

type DraftTable = 'drafts' | 'lateDrafts';
/** Begins a change of tables. */
type Write = (tables: DraftTable[]) => Promise<Writing<DraftTable>>;

/**
 * Drafts, in two tables: what waits behind another write when the page goes is lost with it, and would be the last keys typed. So
 * what comes while one table is being written goes into the other. An empty draft is stored, too: the other table may hold an older one.
 */
export class DraftTables {
  readonly #write: Write;
  readonly #clock: Clock;
  #isBusy = false;
  #latest = 0;

  constructor(write: Write, clock: Clock) {
    this.#write = write;
    this.#clock = clock;
  }

  /** The later draft of each conversation, without the empty ones. What is saved from now on is later than all of these. */
  latest(drafts: readonly TimedDraft[], lateDrafts: readonly TimedDraft[]): readonly StoredDraft[] {
    const latest = new Map(drafts.map((draft) => [draft.conversation, draft]));
    for (const draft of lateDrafts)
      if (timeOf(draft) > timeOf(latest.get(draft.conversation))) latest.set(draft.conversation, draft);
    // The clock may have been set back since.
    for (const draft of latest.values()) this.#latest = Math.max(this.#latest, timeOf(draft));
    return [...latest.values()]
      .filter(({ composition }) => !isNothing(composition))
      .map(({ at: _, ...draft }) => draft);
  }

  /** The write has started when this returns. */
  async save(draft: StoredDraft): Promise<void> {
    this.#latest = Math.max(this.#latest + 1, this.#clock.now());
    const timed = { ...draft, at: this.#latest };
    if (this.#isBusy) return this.#put('lateDrafts', timed);
    this.#isBusy = true;
    try {
      await this.#put('drafts', timed);
    } finally {
      this.#isBusy = false;
    }
  }

  async #put(table: DraftTable, draft: TimedDraft): Promise<void> {
    const tx = await this.#write([table]);
    const stored = tx.objectStore(table).put(draft);
    // A transaction that waits for its end by itself dies with the page.
    tx.commit();
    await Promise.all([stored, tx.done]);
  }
}

function timeOf(draft: TimedDraft | undefined): number {
  return draft?.at ?? 0;
}
