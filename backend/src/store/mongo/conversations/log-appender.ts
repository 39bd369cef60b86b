import { setTimeout as pause } from 'node:timers/promises';
import { ParleyError, type ConversationState, type Entry } from '@parley/protocol';
import { concernedIn, placesOf, type Command } from '../../../domain/log/command.ts';
import { nextEntry, repeat, type Appended } from '../../../domain/log/next-entry.ts';
import type { EntryLog } from './entry-log.ts';
import type { LogEffects } from './log-effects.ts';
import type { LogStates } from './log-states.ts';
import type { RoomMemberRows } from './room-member-rows.ts';
import { isAmbiguous } from '../store-error.ts';
import { KeyedQueue } from '../keyed-queue.ts';

/** How often another server may win before the caller gets `E_STORE_BUSY`. */
const ATTEMPTS = 40;
/** ms */
const LONGEST_PAUSE = 50;

/**
 * Appends commands to logs without transactions: reads the head, decides on that state and inserts after the head. The
 * unique indexes show whether another server was faster. They cannot show that the store was restored from a backup
 * meanwhile: an entry after a remembered head would leave a gap. So the head is read before each insert, and again after it,
 * in case the restore came in between; an entry behind a gap is withdrawn before anyone can have seen it.
 */
export class LogAppender {
  readonly #log: EntryLog;
  readonly #states: LogStates;
  readonly #effects: LogEffects;
  readonly #roomMembers: RoomMemberRows;
  /** Callers on the same server take turns instead of competing. */
  readonly #queue = new KeyedQueue();

  constructor(log: EntryLog, states: LogStates, effects: LogEffects, roomMembers: RoomMemberRows) {
    this.#log = log;
    this.#states = states;
    this.#effects = effects;
    this.#roomMembers = roomMembers;
  }

  async append(command: Command, time: number): Promise<Appended> {
    const appended = await this.#queue.run(command.conversation, () => this.#settle(command, time));
    // Also for a retry: the first try may have stored no more than the entry.
    await this.#effects.finish(appended);
    return appended;
  }

  async #settle(command: Command, time: number): Promise<Appended> {
    const { conversation } = command;
    let state = await this.#states.fresh(conversation);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const appended = await this.#attempt(state, command, time);
      if (appended !== undefined) return appended;
      await pause(Math.random() * Math.min(2 ** attempt, LONGEST_PAUSE));
      state = await this.#states.fresh(conversation);
    }
    throw new ParleyError('E_STORE_BUSY', { cause: new Error(`${ATTEMPTS} times others were faster`) });
  }

  /** Undefined if the state was outdated. */
  async #attempt(
    state: ConversationState | undefined,
    command: Command,
    time: number,
  ): Promise<Appended | undefined> {
    const next = await this.#decide(state, command, time);
    if (next === undefined || next.repeated) return next;
    await this.#effects.announce(next.entry);
    if (!(await this.#insert(next.entry))) return this.#repeat(command, await this.#stored(command));
    if (!(await this.#follows(next.entry, state))) return undefined;
    await this.#effects.follow(next.state, [next.entry]);
    this.#states.advance(next.state);
    return next;
  }

  /** Whether the entry stands behind the state that it was decided on. If not, it is withdrawn: nobody reads past a gap. */
  async #follows(entry: Entry, state: ConversationState | undefined): Promise<boolean> {
    if (state === undefined) return true;
    const before = await this.#log.at(entry.conversation, state.head);
    if (before?.chain === state.chain) return true;
    await this.#log.withdraw(entry);
    return false;
  }

  async #decide(
    state: ConversationState | undefined,
    command: Command,
    time: number,
  ): Promise<Appended | undefined> {
    const { target, seen } = placesOf(command, state);
    const at = async (seq?: number) =>
      seq === undefined ? undefined : this.#log.at(command.conversation, seq);
    const memberships = await this.#roomMembers.among(state, concernedIn(command));
    const referred = { target: await at(target), seen: (await at(seen))?.chain, memberships };
    try {
      return nextEntry(state, command, referred, time);
    } catch (refusal) {
      const stored = await this.#stored(command);
      if (stored?.sender === command.sender) return this.#repeat(command, stored);
      const fresh = await this.#states.fresh(command.conversation);
      if (fresh?.head === state?.head) throw refusal;
      return undefined;
    }
  }

  async #repeat(command: Command, stored: Entry | undefined): Promise<Appended | undefined> {
    const state = stored && (await this.#states.fresh(command.conversation));
    return stored && state && repeat(stored, command, state);
  }

  #stored({ conversation, id, sender }: Pick<Command, 'conversation' | 'id' | 'sender'>) {
    return this.#log.withId(conversation, id, sender);
  }

  /** False if `seq` or id is taken. After a failure on the way, the id shows what became of the entry. */
  async #insert(entry: Entry): Promise<boolean> {
    try {
      return await this.#log.insert(entry);
    } catch (error) {
      if (!isAmbiguous(error)) throw error;
      this.#states.forget();
      const stored = await this.#stored(entry);
      if (stored?.chain !== entry.chain) throw error;
      return true;
    }
  }
}
