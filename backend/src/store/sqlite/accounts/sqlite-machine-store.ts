import type Database from 'better-sqlite3';
import { ParleyError, type Uuid } from '@parley/protocol';
import type { MachineDetails, MachineStore, StoredMachine } from '../../../domain/machines/machine-store.ts';
import type { GroupCommit } from '../group-commit.ts';
import { reading } from '../store-error.ts';
import { machineOf, USER_COLUMNS, userOf, type UserRow } from './user-row.ts';

interface MachineRow extends UserRow {
  readonly machine: string;
  readonly createdAt: number;
}

const SELECT = `SELECT ${USER_COLUMNS}, created_at AS createdAt FROM users WHERE machine IS NOT NULL`;

export class SqliteMachineStore implements MachineStore {
  readonly #commits: GroupCommit;
  readonly #sql;

  constructor(db: Database.Database, commits: GroupCommit) {
    this.#commits = commits;
    this.#sql = {
      find: db.prepare<[Uuid], MachineRow>(`${SELECT} AND uid = ?`),
      page: db.prepare<[string, number], MachineRow>(`${SELECT} AND uid > ? ORDER BY uid LIMIT ?`),
      change: db.prepare<[string, Uuid]>(
        'UPDATE users SET machine = ? WHERE uid = ? AND machine IS NOT NULL',
      ),
    };
  }

  async find(uid: Uuid): Promise<StoredMachine | undefined> {
    return reading(() => {
      const row = this.#sql.find.get(uid);
      return row && storedMachine(row);
    });
  }

  async page(after: Uuid | undefined, limit: number): Promise<readonly StoredMachine[]> {
    return reading(() => this.#sql.page.all(after ?? '', limit).map(storedMachine));
  }

  change(uid: Uuid, details: MachineDetails): Promise<void> {
    return this.#commits.write(() => {
      if (this.#sql.change.run(JSON.stringify(details), uid).changes === 0)
        throw new ParleyError('E_NOT_FOUND');
    });
  }
}

function storedMachine(row: MachineRow): StoredMachine {
  return { user: userOf(row), details: machineOf(row.machine), createdAt: row.createdAt };
}
