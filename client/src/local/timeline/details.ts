import type { ConversationDetails, ConversationState, Entry, MemberMark, Uuid } from '@parley/protocol';
import { currentMembers, fold, isRoom } from '@parley/protocol/core';
import { atom } from 'nanostores';
import { joinersMarks, laterMarks } from '../../model/members-marks.ts';
import type { StoredHead } from '../../model/stored-conversation.ts';
import type { ChatStorage } from '../../ports/storage/chat-storage.ts';

/** Stored details are brought up to date by folding at most this many entries; beyond it, asking the server is faster. */
const BEHIND = 1_000;

export interface DetailsSource {
  /** Asks the server. */
  fetch(): Promise<ConversationDetails>;
  /** Its marks are all there are until the details are loaded. They move with each mark. */
  head(): Pick<StoredHead, 'role' | 'marks'> | undefined;
}

/** Members, roles and marks of an opened conversation: fetched once, folded along with its log, and stored. */
export class DetailsFold {
  readonly value = atom<ConversationDetails | undefined>(undefined);
  readonly #id: Uuid;
  readonly #me: Uuid;
  readonly #storage: ChatStorage;
  readonly #source: DetailsSource;
  #fetching = false;

  constructor(id: Uuid, me: Uuid, storage: ChatStorage, source: DetailsSource) {
    this.#id = id;
    this.#me = me;
    this.#storage = storage;
    this.#source = source;
  }

  /** Starts with what this device stored, which is all there is without a connection. */
  async restore(): Promise<void> {
    const kept = await this.#storage.readDetails(this.#id);
    if (kept === undefined) return;
    const { head } = kept.state;
    const since = await this.#storage.readEntries(this.#id, head + 1, head + BEHIND);
    if (this.value.get() !== undefined) return;
    this.#show(kept);
    this.append(since);
  }

  /** Asks the server; without an answer, the known state stays. @throws any error of the request */
  async refresh(): Promise<void> {
    if (this.#fetching) return;
    this.#fetching = true;
    try {
      await this.#take(await this.#source.fetch());
    } finally {
      this.#fetching = false;
    }
  }

  /** @returns false if the entries do not follow the known state, so that it has to be fetched anew */
  append(entries: readonly Entry[]): boolean {
    const before = this.value.get();
    if (before === undefined) return false;
    const news = entries.filter(({ seq }) => seq > before.state.head);
    if (news.length === 0) return true;
    // A user who was away lacks the entries hidden from them, and cannot fold over the gap.
    if (news.some(({ seq }, index) => seq !== before.state.head + 1 + index)) return false;
    const state = news.reduce((folded, entry) => fold(folded, entry), before.state);
    this.#set(state, laterMarks(before.marks, news.flatMap(joinersMarks)));
    return true;
  }

  /** The server lost the entries that this was made of: starts over. */
  forget(): void {
    this.value.set(undefined);
  }

  moveMarks(moved: readonly MemberMark[]): void {
    const before = this.value.get();
    if (before !== undefined) this.#set(before.state, laterMarks(before.marks, moved));
  }

  async #take(details: ConversationDetails): Promise<void> {
    const before = this.value.get();
    // Entries may have arrived while the request was under way.
    const newest = before === undefined || details.state.head >= before.state.head ? details : before;
    this.#show({ ...newest, marks: laterMarks(details.marks, before?.marks ?? []) });
    await this.#storage.saveDetails(this.#id, details);
  }

  #show({ state, marks }: ConversationDetails): void {
    this.#set(state, laterMarks(marks, this.#source.head()?.marks ?? []));
  }

  /** Leaves out marks of former members: a message would wait for them forever. */
  #set(state: ConversationState, marks: readonly MemberMark[]): void {
    const members = new Set(currentMembers(state));
    if (isRoom(state)) this.#setRoom(state);
    else this.value.set({ state, marks: marks.filter(({ uid }) => members.has(uid)) });
  }

  /** Its entries tell neither who all its members are nor, of the rest, whether this user is one. The head does. */
  #setRoom(state: ConversationState): void {
    const { role, marks = [] } = this.#source.head() ?? { role: null };
    const me = this.#me;
    const isLacking = role !== null && state.members[me] === undefined;
    const members = isLacking ? { ...state.members, [me]: { role, intervals: [] } } : state.members;
    this.value.set({ state: { ...state, members }, marks: [...marks] });
  }
}
