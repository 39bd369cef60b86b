import type { Entry, Head, Uuid } from '@parley/protocol';
import type { OutboxQueue } from '../../ports/outbox-queue.ts';
import { afterOpening, isUnopened, type HeldEntry } from '../../model/held-entry.ts';
import { isBareChange, type Said } from '../../model/said.ts';
import type { Run, StoredHead } from '../../model/stored-conversation.ts';
import { inTime } from '../../platform/in-time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Opener } from '../../ports/opener.ts';
import { OwnWords } from './own-words.ts';
import type { Reopening } from './reopening.ts';

/** Entries are stored after this time though they are not opened yet, in ms: the mark "delivered" must not wait. */
export const PATIENCE_MS = 200;

interface OpeningDeps {
  readonly opener: Pick<Opener, 'open'>;
  readonly me: Uuid;
  readonly outbox: Pick<OutboxQueue, 'items'>;
  readonly reopening: Pick<Reopening, 'keep' | 'rounds' | 'again'>;
  readonly clock: Clock;
  background(task: Promise<unknown>): void;
}

type OpenedOf = (entry: Entry) => HeldEntry;

/** Opens entries as they come, before they are stored. */
export class Opening {
  readonly own: OwnWords;
  readonly #deps: OpeningDeps;
  /** Answers that are late. While there are any, nobody waits for the next: a burst of messages would add up. */
  #late = 0;

  constructor(deps: OpeningDeps) {
    this.#deps = deps;
    this.own = new OwnWords(deps.me, () => deps.outbox.items.get());
  }

  /** @param store gets the run with what could be opened in time; the rest is stored later */
  run<T>(run: Run, store: (opened: Run) => Promise<T>): Promise<T> {
    const stored = (opened: OpenedOf) => store({ ...run, entries: run.entries.map(opened) });
    return this.#opening(run.entries, stored, run.entries);
  }

  /** The same for the last messages of conversations. */
  heads<T>(heads: readonly Head[], store: (opened: readonly StoredHead[]) => Promise<T>): Promise<T> {
    const lasts = heads.flatMap(({ last }) => last ?? []);
    return this.#opening(lasts, (opened) =>
      store(heads.map((head) => (head.last === undefined ? head : { ...head, last: opened(head.last) }))),
    );
  }

  async #opening<T>(
    entries: readonly Entry[],
    store: (opened: OpenedOf) => Promise<T>,
    coming?: readonly Entry[],
  ): Promise<T> {
    const closed = entries.filter((entry) => isUnopened(entry) || isBareChange(entry));
    if (closed.length === 0) return store((entry) => entry);
    const { reopening } = this.#deps;
    const { rounds } = reopening;
    const answer = this.#deps.opener.open(closed, coming);
    const contents = await this.#inTime(answer);
    const now = this.#deps.clock.now();
    const opened = new Map(
      closed.map((entry, at) => [entry, afterOpening(entry, contents?.[at], now, this.own.of(entry))]),
    );
    const result = await store((entry) => opened.get(entry) ?? entry);
    if (contents === undefined) this.#deps.background(answer.then((late) => reopening.keep(closed, late)));
    // What came meanwhile was tried on all that was stored: these were not.
    if (rounds !== reopening.rounds && (contents?.includes(undefined) ?? true)) reopening.again();
    return result;
  }

  async #inTime(answer: Promise<readonly (Said | undefined)[]>) {
    const contents = await inTime(answer, this.#deps.clock, this.#late > 0 ? 0 : PATIENCE_MS);
    if (contents !== undefined) return contents;
    this.#late++;
    const settled = () => {
      this.#late--;
    };
    answer.then(settled, settled);
    return undefined;
  }
}
