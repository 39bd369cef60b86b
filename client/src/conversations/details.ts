import type { ConversationDetails, Entry, MemberMark } from '@parley/protocol';
import { fold } from '@parley/protocol/core';
import { atom } from 'nanostores';
import { joinersMarks, laterMarks } from '../receipts/members-marks.ts';

/** Members, roles and marks of an opened conversation: fetched once, then folded along with its log. */
export class DetailsFold {
  readonly value = atom<ConversationDetails | undefined>(undefined);
  readonly #fetch: () => Promise<ConversationDetails>;
  #fetching = false;

  constructor(fetch: () => Promise<ConversationDetails>) {
    this.#fetch = fetch;
  }

  /** Asks the server; what cannot be had stays as it was. */
  async refresh(): Promise<void> {
    if (this.#fetching) return;
    this.#fetching = true;
    try {
      const details = await this.#fetch();
      const before = this.value.get();
      if (before === undefined) this.value.set(details);
      // While the answer was on its way, marks may have moved on.
      else if (details.state.head >= before.state.head)
        this.value.set({ ...details, marks: laterMarks(details.marks, before.marks) });
    } catch {
      // Offline, or no member: what is known of the conversation has to do.
    } finally {
      this.#fetching = false;
    }
  }

  /** @returns whether the entries followed; otherwise the state has to be fetched anew */
  append(entries: readonly Entry[]): boolean {
    const before = this.value.get();
    if (before === undefined) return false;
    const news = entries.filter(({ seq }) => seq > before.state.head);
    if (news.length === 0) return true;
    // Somebody who was away lacks what is hidden from him, and cannot fold over it.
    if (news.some(({ seq }, index) => seq !== before.state.head + 1 + index)) return false;
    const state = news.reduce((folded, entry) => fold(folded, entry), before.state);
    this.value.set({ state, marks: laterMarks(before.marks, news.flatMap(joinersMarks)) });
    return true;
  }

  /** The server lost what this was made of; it starts over. */
  forget(): void {
    this.value.set(undefined);
  }

  moveMarks(moved: readonly MemberMark[]): void {
    const before = this.value.get();
    if (before !== undefined) this.value.set({ ...before, marks: laterMarks(before.marks, moved) });
  }
}
