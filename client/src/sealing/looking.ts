import type { Uuid } from '@parley/protocol';

interface LookingDeps {
  /** Whether a conversation is in the local copy. */
  isKnown(conversation: Uuid): boolean;
  /** Finds out how it is sealed, and tells pages. */
  tell(conversation: Uuid): Promise<void>;
  background(task: Promise<unknown>): void;
}

/** Conversations of which pages want to be told how they are sealed. */
export class Looking {
  readonly #deps: LookingDeps;
  /** Those that pages were not told of yet. */
  readonly #wanted = new Set<Uuid>();

  constructor(deps: LookingDeps) {
    this.#deps = deps;
  }

  look(conversation: Uuid): void {
    this.#wanted.add(conversation);
    this.#deps.background(this.#find(conversation));
  }

  /** It has come into the local copy. A page can be faster. */
  added(conversation: Uuid): void {
    if (this.#wanted.has(conversation)) this.look(conversation);
  }

  /** What was told of it is behind, and could not be found out for now. */
  lacking(conversation: Uuid): void {
    this.#wanted.add(conversation);
  }

  /** Looks once more at what could not be found out so far: the account is open now, or the server can be reached. */
  again(): void {
    for (const conversation of [...this.#wanted]) this.look(conversation);
  }

  async #find(conversation: Uuid): Promise<void> {
    if (!this.#deps.isKnown(conversation)) return;
    await this.#deps.tell(conversation);
    this.#wanted.delete(conversation);
  }
}
