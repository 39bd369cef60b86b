import type { Entry, Head, Uuid } from '@parley/protocol';
import type { OutboxQueue } from '../../ports/outbox/outbox-queue.ts';
import { afterOpening, isUnopened, type HeldEntry } from '../../model/held-entry.ts';
import { isBareChange, type Said } from '../../model/said.ts';
import type { Run, StoredHead } from '../../model/stored-conversation.ts';
import { inTime } from '../../platform/in-time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Opener } from '../../ports/opener.ts';
import { inViewFirst } from './in-view-first.ts';
import { OwnWords } from './own-words.ts';
import type { Reopening } from './reopening.ts';

/** Entries are stored after this time though they are not opened yet, in ms: the mark "delivered" must not wait. */
export const PATIENCE_MS = 200;

interface OpeningDeps {
  readonly opener: Pick<Opener, 'open'>;
  readonly me: Uuid;
  readonly outbox: Pick<OutboxQueue, 'items'>;
  readonly reopening: Pick<Reopening, 'keepLate' | 'rounds' | 'again'>;
  readonly clock: Clock;
  background(task: Promise<unknown>): void;
}

type OpenedOf = (entry: Entry) => HeldEntry;

/** Entries that were to be opened, and what they say, in their order, if that was there in time. */
interface Tried {
  readonly closed: readonly Entry[];
  readonly contents: readonly (Said | undefined)[] | undefined;
}

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
    return this.#opening([run.entries], stored, run.entries);
  }

  /** The same for the last messages of conversations. */
  heads<T>(heads: readonly Head[], store: (opened: readonly StoredHead[]) => Promise<T>): Promise<T> {
    const lasts = heads.flatMap(({ last }) => last ?? []);
    return this.#opening(inViewFirst(lasts), (opened) =>
      store(heads.map((head) => (head.last === undefined ? head : { ...head, last: opened(head.last) }))),
    );
  }

  /** @param parts each is opened by itself */
  async #opening<T>(
    parts: readonly (readonly Entry[])[],
    store: (opened: OpenedOf) => Promise<T>,
    coming?: readonly Entry[],
  ): Promise<T> {
    const { reopening, opener } = this.#deps;
    const { rounds } = reopening;
    const opening = parts
      .map((part) => part.filter((entry) => isUnopened(entry) || isBareChange(entry)))
      .filter((closed) => closed.length > 0)
      .map((closed) => ({ closed, answer: opener.open(closed, coming) }));
    const tried = await Promise.all(
      opening.map(async (one) => ({ ...one, contents: await this.#inTime(one.answer) })),
    );
    const opened = new Map(tried.flatMap((one) => this.#afterOpening(one)));
    const result = await store((entry) => opened.get(entry) ?? entry);
    for (const { closed, answer, contents } of tried)
      if (contents === undefined) this.#deps.background(reopening.keepLate(closed, answer, rounds));
    // What came meanwhile was tried on all that was stored: these were not.
    if (rounds !== reopening.rounds && tried.some(({ contents }) => contents?.includes(undefined)))
      reopening.again();
    return result;
  }

  #afterOpening({ closed, contents }: Tried): readonly (readonly [Entry, HeldEntry])[] {
    const now = this.#deps.clock.now();
    return closed.map((entry, at) => [entry, afterOpening(entry, contents?.[at], now, this.own.of(entry))]);
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
