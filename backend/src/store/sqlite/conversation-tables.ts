import type Database from 'better-sqlite3';
import { ChangeCounter } from './change-counter.ts';
import { EntryTable } from './entry-table.ts';
import type { Batch } from './group-commit.ts';
import { MemberTable } from './member-table.ts';
import { StateTable } from './state-table.ts';

/** The tables of the logs, and what is cached of them between commits. */
export class ConversationTables implements Batch {
  readonly changes: ChangeCounter;
  readonly states: StateTable;
  readonly entries: EntryTable;
  readonly members: MemberTable;

  constructor(db: Database.Database) {
    this.changes = new ChangeCounter(db);
    this.states = new StateTable(db, this.changes);
    this.entries = new EntryTable(db);
    this.members = new MemberTable(db);
  }

  beforeCommit(): void {
    this.states.flush();
    this.changes.flush();
  }

  forget(): void {
    this.states.forget();
    this.changes.forget();
  }
}
