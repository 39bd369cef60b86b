import type { Uuid } from '@parley/protocol';
import type { Cancel, Clock } from '../../ports/clock.ts';
import type { Random } from '../../ports/random.ts';
import { writingIn, type Composition } from '../../model/composition.ts';
import { Draft } from './draft.ts';
import type { DraftChannel, StoredDraft } from '../../ports/draft-channel.ts';

/** Typed text is stored at the latest after this time, even while the user goes on typing, in ms. */
const STORED_AFTER_MS = 300;

interface DraftsDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly channel: DraftChannel;
  /** Starts the write before it returns: the page may close right after. */
  readonly save: (draft: StoredDraft) => Promise<void>;
  /** The text of a draft changed that the list shows. */
  readonly changed: (conversation: Uuid) => void;
  readonly background: (task: Promise<unknown>) => void;
}

/** What is being written in each conversation: kept while it is typed, and the same in all tabs of a browser. */
export class Drafts {
  readonly #deps: DraftsDeps;
  readonly #drafts = new Map<Uuid, Draft>();
  readonly #unsaved = new Set<Draft>();
  readonly #stopListening: () => void;
  #cancel: Cancel | undefined;

  constructor(deps: DraftsDeps) {
    this.#deps = deps;
    this.#stopListening = deps.channel.listen((news) => {
      const draft = this.of(news.conversation);
      if (draft.follow(news)) deps.changed(news.conversation);
      // The other tab has stored its own in place of this one, or has sent that and left nothing.
      else this.#keepSoon(draft);
    });
  }

  of(conversation: Uuid): Draft {
    const draft = this.#drafts.get(conversation) ?? new Draft(conversation);
    this.#drafts.set(conversation, draft);
    return draft;
  }

  /** The draft of a new message in a conversation, if there is one. */
  textIn(conversation: Uuid): string | undefined {
    const text = this.#drafts.get(conversation)?.now.get().draft.text ?? '';
    return text === '' ? undefined : text;
  }

  /** The local copy was read. */
  restore(stored: readonly StoredDraft[]): void {
    for (const one of stored) {
      const draft = this.of(one.conversation);
      if (draft.restore(one)) this.#keepSoon(draft);
    }
  }

  change(conversation: Uuid, composition: Composition): void {
    const draft = this.of(conversation);
    draft.change(composition, this.#deps.random.uuid());
    this.#keepSoon(draft);
  }

  moveCaret(conversation: Uuid, caret: number): void {
    const draft = this.of(conversation);
    if (writingIn(draft.now.get()).caret === caret) return;
    draft.moveCaret(caret);
    this.#keepSoon(draft);
  }

  /** Stores unsaved drafts, and announces them to the other tabs. */
  async flush(): Promise<void> {
    this.#cancel?.();
    this.#cancel = undefined;
    const unsaved = [...this.#unsaved].filter((draft) => !draft.isHeld);
    for (const draft of unsaved) this.#unsaved.delete(draft);
    await Promise.all(unsaved.map((draft) => this.#keep(draft)));
  }

  /** All drafts, empty ones included. */
  all(): readonly StoredDraft[] {
    return [...this.#drafts.values()].flatMap((draft) => draft.stored() ?? []);
  }

  /** Leaves the stored draft alone until the task is done: it puts the text into the outbox. */
  async during<T>(conversation: Uuid, task: () => Promise<T>): Promise<T> {
    const draft = this.of(conversation);
    // The page may go before the outbox has it.
    if (this.#unsaved.delete(draft)) this.#deps.background(this.#keep(draft));
    draft.hold();
    try {
      return await task();
    } finally {
      draft.letGo();
      this.#deps.background(this.flush());
    }
  }

  stop(): void {
    this.#cancel?.();
    this.#stopListening();
  }

  #keepSoon(draft: Draft): void {
    this.#unsaved.add(draft);
    this.#cancel ??= this.#deps.clock.setTimeout(() => this.#deps.background(this.flush()), STORED_AFTER_MS);
  }

  async #keep(draft: Draft): Promise<void> {
    const stored = draft.stored();
    if (stored === undefined) return;
    const saved = this.#deps.save(stored);
    const news = draft.news();
    if (news !== undefined) {
      this.#deps.changed(draft.conversation);
      this.#deps.channel.announce(news);
    }
    try {
      await saved;
    } catch (error) {
      // Tried again with the next change, or when the page is hidden.
      this.#unsaved.add(draft);
      throw error;
    }
  }
}
