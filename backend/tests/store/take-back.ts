import type Database from 'better-sqlite3';
import { roomNames } from '../../src/store/sqlite/migrations/0010-room-names.ts';
import { roomDirectory } from '../../src/store/sqlite/migrations/0011-room-directory.ts';
import { roomOrder } from '../../src/store/sqlite/migrations/0012-room-order.ts';
import { roomLocks } from '../../src/store/sqlite/migrations/0013-room-locks.ts';
import { commandValues } from '../../src/store/sqlite/migrations/0014-command-values.ts';
import { machines } from '../../src/store/sqlite/migrations/0015-machines.ts';
import { hooks } from '../../src/store/sqlite/migrations/0016-hooks.ts';
import { hookLines } from '../../src/store/sqlite/migrations/0017-hook-lines.ts';
import { settings } from '../../src/store/sqlite/migrations/0018-settings.ts';
import { auditIndexes } from '../../src/store/sqlite/migrations/0019-audit-indexes.ts';
import { accounts } from '../../src/store/sqlite/migrations/0020-accounts.ts';
import { reports } from '../../src/store/sqlite/migrations/0021-reports.ts';
import { migrations } from '../../src/store/sqlite/migrations/index.ts';
import type { Migration } from '../../src/store/sqlite/migrations/migration.ts';

/** What takes back each step that later ones of a test's database may stand behind. */
const UNDOING = new Map<Migration, string>([
  [roomNames, 'DROP TABLE room_names'],
  [roomDirectory, 'DROP TABLE rooms; DROP TABLE room_activity'],
  [
    roomOrder,
    `DROP INDEX room_banned;
     ALTER TABLE members DROP COLUMN banned;
     ALTER TABLE members DROP COLUMN muted_until;
     ALTER TABLE members DROP COLUMN last_sent`,
  ],
  [roomLocks, 'DROP TABLE room_locks'],
  [commandValues, 'DROP TABLE command_values'],
  [
    machines,
    `DROP INDEX users_machines;
     ALTER TABLE users DROP COLUMN machine;
     ALTER TABLE sessions DROP COLUMN granted;
     ALTER TABLE sessions DROP COLUMN suspended`,
  ],
  [hooks, 'DROP TABLE hooks; DROP TABLE hook_deliveries'],
  [
    hookLines,
    `DROP INDEX hooks_of_maker;
     DROP INDEX hooks_of_kind;
     DROP INDEX deliveries_of_hook;
     CREATE INDEX deliveries_of_hook ON hook_deliveries (hook)`,
  ],
  [settings, 'DROP TABLE settings'],
  [
    auditIndexes,
    'DROP INDEX audit_time; DROP INDEX audit_kind; DROP INDEX audit_uid; DROP INDEX audit_address',
  ],
  [
    accounts,
    `DROP INDEX users_deleting;
     DROP INDEX invitations_by_time;
     ALTER TABLE users DROP COLUMN invited_by;
     ALTER TABLE users DROP COLUMN deleted_at;
     ALTER TABLE users DROP COLUMN deleting`,
  ],
  [reports, 'DROP TABLE reports'],
]);

/** Makes a database what it was before a step of the schema, but for what that step itself has made. */
export function takeBack(db: Database.Database, step: Migration): void {
  const at = migrations.indexOf(step);
  for (const later of migrations.slice(at + 1).toReversed()) {
    const undoing = UNDOING.get(later);
    if (undoing === undefined) throw new Error('UNDOING lacks what takes back the newest step');
    db.exec(undoing);
  }
  db.pragma(`user_version = ${at}`);
}
