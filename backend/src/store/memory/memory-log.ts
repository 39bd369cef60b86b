import {
  currentMembers,
  inRanges,
  isRoom,
  LIMITS,
  ParleyError,
  readableHead,
  readableRanges,
  roleOf,
  type ConversationState,
  type Entry,
  type Mark,
  type MemberMark,
  type Preferences,
  type Uuid,
} from '@parley/protocol';
import { concernedIn, placesOf, type Command } from '../../domain/log/command.ts';
import type { ConversationView } from '../../domain/log/conversation-store.ts';
import { erasedPayload } from '../../domain/log/erased-payload.ts';
import { leastMark, markAtJoin, NO_MARK, NO_PREFERENCES } from '../../domain/receipts/marks.ts';
import { membershipChange } from '../../domain/log/membership-change.ts';
import { nextEntry, repeat, type Appended } from '../../domain/log/next-entry.ts';
import {
  isPresent,
  rowChanges,
  slowedChange,
  withMembers,
  type RoomMembership,
  type RoomMemberships,
} from '../../domain/rooms/room-members.ts';
import { unread, unreadFrom } from '../../domain/receipts/unread.ts';

/** One conversation: its entries, their fold, and each member's own data. */
export class MemoryLog {
  readonly moved = new Map<Uuid, Mark>();
  readonly preferences = new Map<Uuid, Preferences>();
  /** Numbers of the last change: of the log, of data that all members see, and of each user's own data. */
  grown = 0;
  changed = 0;
  readonly changedFor = new Map<Uuid, number>();
  readonly #next: typeof nextEntry;
  readonly #entries: Entry[] = [];
  /** By id. */
  readonly #seqs = new Map<Uuid, number>();
  #state: ConversationState | undefined;
  /** Who is or was in a room; other states hold that themselves. */
  readonly #roomMembers = new Map<Uuid, RoomMembership>();

  /** @param next what a command becomes, if it is not refused */
  constructor(next = nextEntry) {
    this.#next = next;
  }

  get state(): ConversationState | undefined {
    return this.#state;
  }

  /** The state, with the memberships of some users where it is that of a room. */
  stateFor(uids: readonly Uuid[]): ConversationState | undefined {
    return this.#state && withMembers(this.#state, this.#memberships(uids));
  }

  append(command: Command, time: number): Appended {
    const state = this.#state;
    const stored = this.#withId(command.id);
    if (stored?.sender === command.sender && state !== undefined) return repeat(stored, command, state);
    const { target, seen } = placesOf(command, state);
    const memberships = this.#memberships(concernedIn(command));
    const referred = { target: this.#at(target), seen: this.#at(seen)?.chain, memberships };
    const appended = this.#next(state, command, referred, time);
    if (stored !== undefined) throw new ParleyError('E_MESSAGE_ID_REUSED');
    this.#entries.push(appended.entry);
    this.#seqs.set(command.id, appended.entry.seq);
    this.#state = appended.state;
    this.#follow(appended.entry);
    return appended;
  }

  find(sender: Uuid, id: Uuid): Entry | undefined {
    const stored = this.#withId(id);
    return stored?.sender === sender ? stored : undefined;
  }

  entries(from: number, to: number): readonly Entry[] {
    return this.#entries.slice(Math.max(from, 1) - 1, Math.max(to, 0));
  }

  /** When an entry was stored, in ms. */
  timeAt(seq: number): number {
    return this.#at(seq)?.time ?? 0;
  }

  eraseUpTo(seq: number): void {
    this.#eraseWhere((entry) => entry.seq <= seq);
  }

  /** Who is banned, in the order of their ids. */
  banned(): readonly Uuid[] {
    const rows = [...this.#roomMembers].filter(([, { banned }]) => banned === true);
    return rows.map(([uid]) => uid).toSorted();
  }

  mark(uid: Uuid): Mark {
    return this.moved.get(uid) ?? NO_MARK;
  }

  /** A former member learns of no further changes. */
  changeFor(uid: Uuid): number {
    const own = this.changedFor.get(uid) ?? 0;
    const state = this.stateFor([uid]);
    const present = state !== undefined && roleOf(state, uid) !== null;
    return present ? Math.max(own, this.changed) : own;
  }

  marks(): readonly MemberMark[] {
    if (this.#state === undefined) return [];
    return this.#members(this.#state).map((uid) => ({ uid, ...this.mark(uid) }));
  }

  view(uid: Uuid): ConversationView | undefined {
    const state = this.stateFor([uid]);
    if (state === undefined) return undefined;
    const newest = this.#entries[readableHead(state, uid) - 1];
    if (newest === undefined) return undefined;
    const ranges = readableRanges(state, uid);
    const mark = this.mark(uid);
    return {
      state,
      newest: { seq: newest.seq, chain: newest.chain, count: newest.count },
      last: this.#entries.findLast(({ body, seq }) => body.kind === 'message' && inRanges(ranges, seq)),
      mark,
      unread: this.#unread(uid, newest, mark.read),
      ...this.#marksFor(state, uid),
      preferences: this.preferences.get(uid) ?? NO_PREFERENCES,
    };
  }

  /** A former member does not see the others' marks. */
  #marksFor(state: ConversationState, uid: Uuid): Pick<ConversationView, 'floor' | 'marks'> {
    if (roleOf(state, uid) === null) return { floor: NO_MARK };
    const marks = this.marks();
    const floor = leastMark(marks.filter((other) => other.uid !== uid));
    return marks.length > LIMITS.marksMembers ? { floor } : { floor, marks };
  }

  #unread(uid: Uuid, newest: Entry, read: number): number {
    const own = this.entries(unreadFrom(read, newest.seq), newest.seq).filter(
      ({ body, sender }) => body.kind === 'message' && sender === uid,
    );
    const readCount = this.#entries[read - 1]?.count ?? 0;
    return unread({ count: newest.count, readCount, own: own.length });
  }

  #memberships(uids: readonly Uuid[]): RoomMemberships {
    const known = uids.map((uid) => [uid, this.#roomMembers.get(uid)] as const);
    return new Map(known.flatMap(([uid, row]) => (row === undefined ? [] : [[uid, row] as const])));
  }

  #members(state: ConversationState): readonly Uuid[] {
    if (!isRoom(state)) return currentMembers(state);
    return [...this.#roomMembers].filter(([, row]) => isPresent(row)).map(([uid]) => uid);
  }

  #at(seq = 0): Entry | undefined {
    return this.#entries[seq - 1];
  }

  #withId(id: Uuid): Entry | undefined {
    return this.#at(this.#seqs.get(id));
  }

  #follow(entry: Entry): void {
    for (const uid of membershipChange(entry).joined) this.moved.set(uid, markAtJoin(entry.seq));
    if (this.#state !== undefined && isRoom(this.#state))
      for (const { uid, change } of [...rowChanges(entry), ...slowedChange(this.#state, entry)])
        this.#roomMembers.set(uid, { ...this.#roomMembers.get(uid), ...change });
    if (entry.body.kind === 'deletion') this.#erase(entry.body.target);
  }

  #erase(target: number): void {
    this.#eraseWhere(({ seq, body }) => seq === target || (body.kind === 'edit' && body.target === target));
  }

  #eraseWhere(isErased: (entry: Entry) => boolean): void {
    this.#entries.forEach((entry, index) => {
      if (entry.payload !== undefined && isErased(entry))
        this.#entries[index] = { ...entry, payload: erasedPayload(entry.payload) };
    });
  }
}
