import type { Uuid } from '@parley/protocol';
import { atom } from 'nanostores';
import {
  continued,
  isNothing,
  NOTHING,
  writingIn,
  written,
  type Composition,
} from '../../model/composition.ts';
import type { DraftNews, StoredDraft } from '../../ports/draft-channel.ts';

/** The composition of one conversation in this tab. */
export class Draft {
  readonly conversation: Uuid;
  readonly now = atom<Composition>(NOTHING);
  #revision: Uuid | undefined;
  /** The version that was announced last; the next announcement refers to it. */
  #announced: Uuid | undefined;
  /** Whether this tab wrote something that other tabs may not have seen. */
  #isOwn = false;
  #isKnown = false;
  #holds = 0;

  constructor(conversation: Uuid) {
    this.conversation = conversation;
  }

  /** @param revision names the new state */
  change(composition: Composition, revision: Uuid): void {
    this.#isOwn = true;
    this.#revision = revision;
    this.now.set(composition);
  }

  moveCaret(caret: number): void {
    this.now.set(written(this.now.get(), { text: writingIn(this.now.get()).text, caret }));
  }

  /**
   * Applies the stored draft. What was typed before it was loaded is appended to it.
   * @returns whether the result still has to be stored
   */
  restore({ composition, revision }: StoredDraft): boolean {
    if (this.#isKnown) return false;
    this.#isKnown = true;
    this.#announced = revision;
    if (!this.#isOwn) this.#revision = revision;
    this.now.set(continued(composition, this.now.get()));
    return this.#isOwn;
  }

  /**
   * Takes a version from another tab if nothing of this tab gets lost: this tab wrote nothing itself, or the other tab
   * continues the version that this one has.
   * @returns whether it was taken
   */
  follow({ composition, revision, after }: DraftNews): boolean {
    if (this.#isOwn && after !== this.#revision && !isNothing(this.now.get())) return false;
    this.#isOwn = false;
    this.#isKnown = true;
    this.#revision = this.#announced = revision;
    this.now.set(composition);
    return true;
  }

  /** Whether the stored draft must not change yet: the text taken out of the field is not in the outbox yet. */
  get isHeld(): boolean {
    return this.#holds > 0;
  }

  hold(): void {
    this.#holds++;
  }

  letGo(): void {
    this.#holds--;
  }

  /** The draft to store; undefined if nothing was ever written. */
  stored(): StoredDraft | undefined {
    if (this.#revision === undefined) return undefined;
    return { conversation: this.conversation, composition: this.now.get(), revision: this.#revision };
  }

  /** The version not yet announced to the other tabs. */
  news(): DraftNews | undefined {
    const stored = this.stored();
    if (stored === undefined || stored.revision === this.#announced) return undefined;
    const after = this.#announced;
    this.#announced = stored.revision;
    return { ...stored, after };
  }
}
