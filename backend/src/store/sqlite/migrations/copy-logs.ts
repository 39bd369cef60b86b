import { setImmediate } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import { blobOf } from '../stored-uuid.ts';
import type { Progress } from './migration.ts';

/** Rows between two turns of the event loop. */
const BATCH = 2_000;
const MESSAGE_JSON = '{"kind":"message"}';

/** An entry as schema 1 held it. */
interface OldEntry {
  readonly conversation: string;
  readonly seq: number;
  readonly id: string;
  readonly sender: string;
  readonly time: number;
  readonly count: number;
  /** base64 */
  readonly chain: string;
  readonly kind: string;
  readonly body: string;
  readonly payload_kind: 'plain' | 'sealed' | null;
  readonly erased: number;
  readonly payload: Buffer | null;
}

/**
 * Copies logs, states and marks from the tables of schema 1 into those of small keys, conversation by conversation: what is
 * read together then stands together. All changes are new, and the new epoch tells clients so.
 */
export async function copyLogs(
  from: Database.Database,
  to: Database.Database,
  progress: Progress,
): Promise<void> {
  const numbered = numbering(to);
  copyMembers(from, to, numbered);
  await copyEntries(from, to, numbered, progress);
}

function numbering(to: Database.Database): (uuid: string) => number {
  const insert = to.prepare<[Buffer], number>('INSERT INTO uuids (uuid) VALUES (?) RETURNING number').pluck();
  const numbers = new Map<string, number>();
  return (uuid) => {
    const number = numbers.get(uuid) ?? Number(insert.get(blobOf(uuid)));
    numbers.set(uuid, number);
    return number;
  };
}

function copyMembers(
  from: Database.Database,
  to: Database.Database,
  numbered: (uuid: string) => number,
): void {
  const snapshot = to.prepare<[number, string]>('INSERT INTO snapshots VALUES (?, ?)');
  const snapshots = from.prepare<[], { conversation: string; state: string }>('SELECT * FROM snapshots');
  const member = to.prepare<[number, number, ...number[]]>(
    `INSERT INTO members (conversation, user, present, delivered, read, muted, archived, unread, changed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)`,
  );
  const members = from
    .prepare<[], [string, string, ...number[]]>(
      'SELECT conversation, uid, present, delivered, read, muted, archived, unread FROM members',
    )
    .raw();
  to.transaction(() => {
    for (const { conversation, state } of snapshots.iterate()) snapshot.run(numbered(conversation), state);
    for (const [conversation, uid, ...marks] of members.iterate())
      member.run(numbered(conversation), numbered(uid), ...marks);
  })();
}

async function copyEntries(
  from: Database.Database,
  to: Database.Database,
  numbered: (uuid: string) => number,
  progress: Progress,
): Promise<void> {
  const insert = to.prepare(
    `INSERT INTO entries (conversation, seq, id, sender, time, count, chain, message, edited, body, sealed, erased, payload)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const total = from.prepare<[], number>('SELECT count(*) FROM entries').pluck().get() ?? 0;
  let done = 0;
  to.exec('BEGIN');
  for (const entry of from
    .prepare<[], OldEntry>('SELECT * FROM entries ORDER BY conversation, seq')
    .iterate()) {
    insert.run(...newValues(entry, numbered));
    done++;
    if (done % BATCH !== 0) continue;
    to.exec('COMMIT');
    progress(done, total);
    await setImmediate();
    to.exec('BEGIN');
  }
  to.exec('COMMIT');
  progress(done, total);
}

function newValues(entry: OldEntry, numbered: (uuid: string) => number): unknown[] {
  return [
    numbered(entry.conversation),
    entry.seq,
    blobOf(entry.id),
    numbered(entry.sender),
    entry.time,
    entry.count,
    Buffer.from(entry.chain, 'base64'),
    Number(entry.kind === 'message'),
    entry.kind === 'edit' ? (JSON.parse(entry.body) as { target: number }).target : null,
    entry.body === MESSAGE_JSON ? null : entry.body,
    entry.payload_kind === null ? null : Number(entry.payload_kind === 'sealed'),
    entry.erased,
    entry.payload,
  ];
}
