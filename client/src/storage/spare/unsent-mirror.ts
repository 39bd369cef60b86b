import type { OutboxItem } from '../../model/outbox-item.ts';
import type { ChatStorage } from '../../ports/storage/chat-storage.ts';
import type { Cancel, Clock } from '../../ports/clock.ts';
import type { StoredDraft } from '../../ports/draft-channel.ts';
import type { Remembered } from '../../ports/storage/lasting-storage.ts';
import type { QueueStorage, UnsentChange } from '../../ports/storage/queue-storage.ts';
import { KeptRows } from './kept-rows.ts';

const RETRY_FIRST_MS = 500;
const RETRY_MAX_MS = 30_000;

interface MirrorDeps {
  readonly clock: Clock;
  readonly stored: Pick<QueueStorage, 'adopt'>;
}

/** What is unsent in a copy. */
interface Unsent {
  readonly outbox: readonly OutboxItem[];
  readonly drafts: readonly StoredDraft[];
}

/** Stores what is unsent in a copy in memory, as soon as the database takes it. */
export class UnsentMirror {
  readonly #deps: MirrorDeps;
  readonly #unstored: Remembered['unstored'];
  readonly #items: KeptRows<OutboxItem>;
  readonly #drafts: KeptRows<StoredDraft>;
  #memory: Pick<ChatStorage, 'load'> | undefined;
  #running = false;
  #asked = false;
  #failures = 0;
  #cancel: Cancel | undefined;

  /** @param before what may be stored already: a copy that would not open may still be whole */
  constructor(deps: MirrorDeps, before: Remembered) {
    this.#unstored = before.unstored;
    this.#deps = deps;
    this.#items = new KeptRows(before.outbox.map(({ id }) => id));
    this.#drafts = new KeptRows(before.drafts.map(({ conversation }) => conversation));
  }

  start(memory: Pick<ChatStorage, 'load'>): void {
    this.#memory = memory;
    this.changed();
  }

  changed(): void {
    this.#asked = true;
    if (this.#memory !== undefined && !this.#running && this.#cancel === undefined)
      void this.#run(this.#memory);
  }

  /** The database was deleted again. */
  storeAgain(): void {
    this.#items.forget();
    this.#drafts.forget();
    this.changed();
  }

  stop(): void {
    this.#cancel?.();
    this.#memory = undefined;
  }

  async #run(memory: Pick<ChatStorage, 'load'>): Promise<void> {
    this.#running = true;
    while (this.#asked && this.#memory !== undefined) {
      this.#asked = false;
      const stored = await this.#store(await memory.load());
      if (!stored) break;
    }
    this.#running = false;
  }

  /** @returns whether the database took it */
  async #store({ outbox, drafts }: Unsent): Promise<boolean> {
    const items = new Map(outbox.map((item) => [item.id, item]));
    const texts = new Map(drafts.map((draft) => [draft.conversation, draft]));
    const change: UnsentChange = {
      items: this.#items.missing(items),
      goneItems: this.#items.gone(items),
      drafts: this.#drafts.missing(texts),
      goneDrafts: this.#drafts.gone(texts),
    };
    this.#unstored.set(change.items.length + change.drafts.length > 0);
    try {
      await this.#deps.stored.adopt(change);
    } catch {
      // Whatever the reason: it may be another one next time, and `unstored` says what is at stake.
      this.#retryLater();
      return false;
    }
    this.#items.equals(items);
    this.#drafts.equals(texts);
    this.#failures = 0;
    this.#unstored.set(false);
    return true;
  }

  #retryLater(): void {
    if (this.#memory === undefined) return;
    const ms = Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** this.#failures++);
    this.#cancel = this.#deps.clock.setTimeout(() => {
      this.#cancel = undefined;
      this.changed();
    }, ms);
  }
}
