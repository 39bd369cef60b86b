import type { Uuid } from '@parley/protocol';
import { atom } from 'nanostores';
import { continued, isNothing, NOTHING, writingIn, written, type Composition } from './composition.ts';
import type { DraftNews, StoredDraft } from './draft-channel.ts';

/** The composition of one conversation in this tab. */
export class Draft {
  readonly conversation: Uuid;
  readonly now = atom<Composition>(NOTHING);
  #revision: Uuid | undefined;
  /** What the last announced state was, for the one after it. */
  #announced: Uuid | undefined;
  /** Whether this tab wrote something that the other tabs need not have seen. */
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
   * What the local copy has of it. What was typed before the copy was read goes on after that.
   * @returns whether the result is still to be stored
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
   * What another tab wrote. It is taken where nothing of this tab gets lost by it: where this tab wrote nothing itself,
   * or where the other one goes on from what this one has.
   * @returns whether it was
   */
  follow({ composition, revision, after }: DraftNews): boolean {
    if (this.#isOwn && after !== this.#revision && !isNothing(this.now.get())) return false;
    this.#isOwn = false;
    this.#isKnown = true;
    this.#revision = this.#announced = revision;
    this.now.set(composition);
    return true;
  }

  /** Whether what is stored has to stay as it is: what was taken out of the field is not in the outbox yet. */
  get isHeld(): boolean {
    return this.#holds > 0;
  }

  hold(): void {
    this.#holds++;
  }

  letGo(): void {
    this.#holds--;
  }

  /** What to store; undefined where nothing was ever written. */
  stored(): StoredDraft | undefined {
    if (this.#revision === undefined) return undefined;
    return { conversation: this.conversation, composition: this.now.get(), revision: this.#revision };
  }

  /** What the other tabs were not told yet. */
  news(): DraftNews | undefined {
    const stored = this.stored();
    if (stored === undefined || stored.revision === this.#announced) return undefined;
    const after = this.#announced;
    this.#announced = stored.revision;
    return { ...stored, after };
  }
}
