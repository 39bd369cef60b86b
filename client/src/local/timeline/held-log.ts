import type { StoredConversation, Window } from '../../model/stored-conversation.ts';
import type { ReadableDeps } from './look-back.ts';
import { PAGE } from './page.ts';

/** A log as far as it is in the local copy: its window, whose beginning can be moved. */
export class HeldLog {
  readonly #deps: ReadableDeps;
  /** The window begins where the log does, as far as one may read it. */
  atBottom = false;

  constructor(deps: ReadableDeps) {
    this.#deps = deps;
  }

  get window(): Window | undefined {
    return this.stored?.window;
  }

  get stored(): StoredConversation | undefined {
    return this.#deps.known.get(this.#deps.id);
  }

  /** Whether anything is below what is shown. @param from where that begins */
  hasOlder(from: number | undefined): boolean {
    const { head, window } = this.stored ?? {};
    if (head === undefined || head.head === 0) return false;
    const lowest = this.atBottom ? window?.first : head.readable[0]?.from;
    return from === undefined ? !this.atBottom : from > (lowest ?? 1);
  }

  /** Moves the beginning of the window. */
  async loadOlder(limit = PAGE): Promise<void> {
    this.atBottom = !(await (await this.#deps.server.log(this.#deps.id)).loadOlder(limit));
  }
}
