import type { Uuid } from '@parley/protocol';
import { PageBudget } from '../../../domain/log/page-budget.ts';
import type { Span } from '../../../domain/log/page-span.ts';
import { lookThrough } from '../../../domain/search/look-through.ts';
import type { Look, LookBounds, SearchStore } from '../../../domain/search/search-store.ts';
import type { Phrase } from '../../../domain/search/terms.ts';
import { ConversationIndex } from '../conversations/conversation-index.ts';
import { DatabaseClock } from '../conversations/database-clock.ts';
import { EntryLog } from '../conversations/entry-log.ts';
import { OVERLAP } from '../conversations/view-query.ts';
import type { Models } from '../models.ts';
import { storing } from '../store-error.ts';
import { FollowedLogs } from './followed-logs.ts';
import { MessageWords } from './message-words.ts';

/** One step: entries, and characters of payloads. */
const ENTRIES = 200;
const BYTES = 65_536;
/** Logs whose progress is asked for at once. */
const LOGS = 500;

export class MongoSearchStore implements SearchStore {
  readonly #clock: DatabaseClock;
  readonly #index: ConversationIndex;
  readonly #log: EntryLog;
  readonly #words: MessageWords;
  readonly #followed: FollowedLogs;
  /** Logs that are longer than what was taken in of them, with their heads. */
  readonly #behind = new Map<Uuid, number>();
  /** Growth up to here was looked at: ms of the database's clock. At first all logs are. */
  #known = 0;

  constructor(models: Models) {
    this.#clock = new DatabaseClock(models);
    this.#index = new ConversationIndex(models);
    this.#log = new EntryLog(models);
    this.#words = new MessageWords(models);
    this.#followed = new FollowedLogs(models);
  }

  advance(): Promise<boolean> {
    return storing(async () => {
      if (this.#behind.size === 0) await this.#lookForGrowth();
      for (const [conversation, head] of this.#behind) {
        if (!(await this.#follow(conversation, head))) this.#behind.delete(conversation);
        return true;
      }
      return false;
    });
  }

  reach(conversation: Uuid): Promise<number> {
    return storing(async () => (await this.#followed.of([conversation])).get(conversation)?.seq ?? 0);
  }

  find(conversation: Uuid, phrases: readonly Phrase[], span: Span, bounds: LookBounds): Promise<Look> {
    return storing(() =>
      lookThrough(this.#words.candidates(conversation, phrases, span, bounds), phrases, bounds),
    );
  }

  async #lookForGrowth(): Promise<void> {
    const known = await this.#clock.now();
    const grown = await this.#index.grownSince(this.#known - OVERLAP);
    for (let at = 0; at < grown.length; at += LOGS) {
      const part = grown.slice(at, at + LOGS);
      const followed = await this.#followed.of(part.map(({ conversation }) => conversation));
      for (const { conversation, head } of part)
        if (head > (followed.get(conversation)?.seq ?? 0)) this.#behind.set(conversation, head);
    }
    this.#known = known;
  }

  /**
   * Takes in the next entries of a log, up to the head, behind which an entry may still be withdrawn.
   * @returns whether more of them wait
   */
  async #follow(conversation: Uuid, head: number): Promise<boolean> {
    const followed = (await this.#followed.of([conversation])).get(conversation);
    const from = followed?.seq ?? 0;
    const span = { from: Math.max(from, 1), to: Math.min(head, from + ENTRIES) };
    const entries = await this.#log.rangeWithin(conversation, span, 'first', new PageBudget(BYTES));
    if (followed !== undefined && entries[0]?.chain !== followed.chain) {
      await this.#startOver(conversation);
      return true;
    }
    const last = entries.at(-1);
    if (last === undefined || last.seq === from) return false;
    await Promise.all(entries.map((entry) => this.#words.take(entry)));
    await this.#followed.reached(last);
    return last.seq < head;
  }

  /** The entry up to which it was followed is another one: the words may be those of a log that is gone. */
  async #startOver(conversation: Uuid): Promise<void> {
    await this.#words.forgetLog(conversation);
    await this.#followed.forget(conversation);
  }
}
