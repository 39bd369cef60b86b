import Database from 'better-sqlite3';
import type { Entry } from '@parley/protocol';
import type { Archive } from '../../src/domain/archive/archive.ts';
import { conversations, PAGE } from '../../src/domain/archive/pages.ts';
import { takeSteps } from '../../src/store/sqlite/migrate.ts';
import { endSessions } from '../../src/store/sqlite/migrations/0007-end-sessions.ts';
import { migrations } from '../../src/store/sqlite/migrations/index.ts';

/** What a database holds that schema 3 had no tables for. */
const LATER = [
  ...['key_logs', 'vaults', 'former_vaults', 'pairings', 'room_names'],
  ...['command_values', 'hooks', 'hook_deliveries', 'settings', 'reports'],
];

/** Takes from a database, which no server has open, what one of schema 3 could not hold. */
export function forgetLaterTables(file: string): void {
  const db = new Database(file);
  for (const table of LATER) db.exec(`DELETE FROM ${table}`);
  db.exec('DELETE FROM sessions WHERE granted IS NOT NULL');
  db.exec('DELETE FROM users WHERE machine IS NOT NULL OR deleted_at IS NOT NULL');
  db.close();
}

/** Takes from a database, which no server has open, what the way from schema 3 to the current one ends on purpose. */
export function endWhatMigrationsEnd(file: string): void {
  if (!migrations.includes(endSessions)) return;
  const db = new Database(file);
  db.exec(endSessions);
  db.close();
}

/** The tables that schema 4 leaves as they are. */
const SAME = ['users', 'blocks', 'sessions', 'resets', 'invitations', 'audit'];

/**
 * Writes what a database holds as the version did that had schema 3: UUIDs as text, a position beside each log.
 * @param current the database itself
 * @param archive the same database, open for reading
 */
export async function writeSchema3(file: string, current: string, archive: Archive): Promise<void> {
  const db = new Database(file);
  db.pragma('synchronous = OFF');
  takeSteps(db, migrations.slice(0, 3));
  db.prepare('ATTACH ? AS current').run(current);
  const columnsOf = db.prepare<[string], string>("SELECT name FROM pragma_table_info(?, 'main')").pluck();
  for (const table of SAME) {
    // Later steps added others behind them.
    const columns = columnsOf.all(table).join(', ');
    db.exec(`INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM current.${table}`);
  }
  db.exec('DETACH current');
  const write = logWriter(db, archive);
  for await (const conversation of conversations(archive.logs)) await write(conversation);
  db.close();
}

function logWriter(db: Database.Database, { logs }: Archive): (conversation: string) => Promise<void> {
  const entry = db.prepare('INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const position = db.prepare('INSERT INTO conversations VALUES (?, ?, ?, ?, 1, 1)');
  const snapshot = db.prepare('INSERT INTO snapshots VALUES (?, ?)');
  const member = db.prepare('INSERT INTO members VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)');
  return async (conversation) => {
    const state = await logs.state(conversation);
    if (state === undefined) throw new Error(`${conversation} has no state`);
    db.exec('BEGIN');
    for (let from = 1; from <= state.head; from += PAGE)
      for (const one of await logs.entries(conversation, from, from + PAGE - 1)) entry.run(...columnsOf(one));
    position.run(conversation, state.head, state.count, state.chain);
    snapshot.run(conversation, JSON.stringify(state));
    for (const { uid, mark, preferences } of await logs.memberships(conversation)) {
      const { muted, archived, unread } = preferences;
      const present = Number(state.members[uid]?.role != null);
      const flags = [Number(muted), Number(archived), Number(unread)];
      member.run(conversation, uid, present, mark.delivered, mark.read, ...flags);
    }
    db.exec('COMMIT');
  };
}

function columnsOf({ conversation, seq, id, sender, time, count, chain, body, payload }: Entry): unknown[] {
  const entry = [conversation, seq, id, sender, time, count, chain, body.kind, JSON.stringify(body)];
  if (payload === undefined) return [...entry, null, 0, null];
  return 'hash' in payload
    ? [...entry, payload.was, 1, Buffer.from(payload.hash, 'base64')]
    : [...entry, payload.kind, 0, Buffer.from(payload.bytes, 'base64')];
}
