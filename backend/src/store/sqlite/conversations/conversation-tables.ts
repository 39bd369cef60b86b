import type Database from 'better-sqlite3';
import { isRoom, type ConversationState, type Uuid } from '@parley/protocol';
import { foldLog } from '../../../domain/log/fold-log.ts';
import { withMembers, type RoomMemberships } from '../../../domain/rooms/room-members.ts';
import type { Batch } from '../group-commit.ts';
import { ChangeCounter } from './change-counter.ts';
import { EntryTable } from './entry-table.ts';
import { MemberTable } from './member-table.ts';
import { RoomTable } from '../rooms/room-table.ts';
import { RoomMemberTable } from './room-member-table.ts';
import { StateTable } from './state-table.ts';
import { UuidTable } from './uuid-table.ts';

/** The tables of the logs, and what is cached of them between commits. */
export class ConversationTables implements Batch {
  readonly uuids: UuidTable;
  readonly changes: ChangeCounter;
  readonly states: StateTable;
  readonly entries: EntryTable;
  readonly members: MemberTable;
  readonly roomMembers: RoomMemberTable;
  readonly rooms: RoomTable;

  constructor(db: Database.Database) {
    this.uuids = new UuidTable(db);
    this.changes = new ChangeCounter(db);
    this.entries = new EntryTable(db, this.uuids, this.changes);
    this.states = new StateTable(db, this, {
      fold: (conversation, head) => foldLog(undefined, this.entries.range(conversation, 1, head)),
      roster: (conversation, head) => this.entries.lastOfRoster(conversation, head),
    });
    this.members = new MemberTable(db, this.uuids);
    this.roomMembers = new RoomMemberTable(db, this.uuids);
    this.rooms = new RoomTable(db, this.uuids);
  }

  /** The memberships of users in a room, which its state does not hold; in other conversations none. */
  memberships(state: ConversationState | undefined, uids: readonly Uuid[]): RoomMemberships {
    return state !== undefined && isRoom(state)
      ? this.roomMembers.among(state.conversation, uids)
      : new Map();
  }

  /** The state of a log, with the memberships of some users where it is a room. */
  stateFor(conversation: Uuid, uids: readonly Uuid[]): ConversationState | undefined {
    const state = this.states.get(conversation);
    return state && withMembers(state, this.memberships(state, uids));
  }

  beforeCommit(): void {
    this.states.flush();
    this.changes.flush();
  }

  /** A number that a UUID was given was taken back. */
  undone(): void {
    this.uuids.forget();
  }

  forget(): void {
    this.states.forget();
    this.changes.forget();
    this.uuids.forget();
  }
}
