import { isRoom, ParleyError, type ConversationState, type Entry } from '@parley/protocol';
import { concernedIn, placesOf, type Command, type Referred } from '../../../domain/log/command.ts';
import { membershipChange } from '../../../domain/log/membership-change.ts';
import { nextEntry, repeat, type Appended } from '../../../domain/log/next-entry.ts';
import { rowChanges, slowedChange } from '../../../domain/rooms/room-members.ts';
import type { SearchIndex } from '../search/search-index.ts';
import type { ConversationTables } from './conversation-tables.ts';

export interface LogParts {
  readonly tables: ConversationTables;
  readonly index: Pick<SearchIndex, 'forget'>;
}

/** Appends commands to logs. Runs inside a transaction of `GroupCommit`. */
export class LogAppender {
  readonly #tables: ConversationTables;
  readonly #index: LogParts['index'];

  constructor({ tables, index }: LogParts) {
    this.#tables = tables;
    this.#index = index;
  }

  /**
   * Retries are rare. Therefore it decides first, and looks the id up only if the decision or the insert refuses. The
   * outcome is the same as the port demands: an entry that the sender stored under the id takes precedence.
   */
  append(command: Command, time: number): Appended {
    const { states, entries } = this.#tables;
    const state = states.get(command.conversation);
    const next = this.#decide(state, command, time);
    if (next.repeated) return next;
    if (!entries.insert(next.entry)) return this.#repeat(state, command) ?? misplaced(next.entry);
    this.#follow(next);
    states.grow(state, next.state);
    return next;
  }

  #decide(state: ConversationState | undefined, command: Command, time: number): Appended {
    try {
      return nextEntry(state, command, this.#referred(command, state), time);
    } catch (refusal) {
      const stored = this.#stored(command);
      if (state === undefined || stored?.sender !== command.sender) throw refusal;
      return repeat(stored, command, state);
    }
  }

  #referred(command: Command, state: ConversationState | undefined): Referred {
    const { entries } = this.#tables;
    const { conversation } = command;
    const { target, seen } = placesOf(command, state);
    return {
      target: target === undefined ? undefined : entries.at(conversation, target),
      seen: seen === undefined ? undefined : entries.chainAt(conversation, seen),
      memberships: this.#tables.memberships(state, concernedIn(command)),
    };
  }

  #repeat(state: ConversationState | undefined, command: Command): Appended | undefined {
    const stored = state && this.#stored(command);
    return stored && repeat(stored, command, state);
  }

  #stored({ conversation, id, sender }: Command): Entry | undefined {
    return this.#tables.entries.withId(conversation, id, sender);
  }

  /** Applies an entry's effects on the indexes and on earlier entries. */
  #follow({ entry, state }: Appended): void {
    const { members, roomMembers, rooms, entries, changes } = this.#tables;
    const { conversation, seq, body } = entry;
    const { joined, departed } = membershipChange(entry);
    for (const uid of joined) members.join(conversation, uid, seq, changes.next());
    for (const uid of departed) members.leave(conversation, uid, changes.next());
    if (isRoom(state)) {
      for (const change of [...rowChanges(entry), ...slowedChange(state, entry)])
        roomMembers.follow(conversation, change);
      rooms.follow(state, entry);
    }
    if (body.kind !== 'deletion') return;
    this.#index.forget(conversation, body.target);
    entries.erase(conversation, body.target);
  }
}

function misplaced({ conversation, seq }: Entry): never {
  const cause = new Error(`the log ${conversation} is longer than its state says: ${seq} is taken`);
  throw new ParleyError('E_INTERNAL', { cause });
}
