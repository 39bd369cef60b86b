import { createHash } from 'node:crypto';
import { canonicalJson, CHAIN_START, chainAfter, type Uuid } from '@parley/protocol';
import { sha256 } from '../sha256.ts';
import type { Archive, ArchivedLogs, ArchivedMembership, ArchiveTable } from './archive.ts';
import { conversations, PAGE, recordPages } from './pages.ts';
import type { Progress } from './transfer.ts';

type ReportProgress = (progress: Progress) => void;

/**
 * Compares a copy with its source: counts, every record, and each conversation's chain, computed anew from the stored
 * entries. A database compared with itself shows whether its logs are intact.
 * @returns the differences, one per line; empty if there are none
 */
export async function verify(
  source: Archive,
  target: Archive,
  report: ReportProgress,
): Promise<readonly string[]> {
  return [
    ...(await compareTable('users', source.users, target.users)),
    ...(await compareTable('sessions', source.sessions, target.sessions)),
    ...(await compareTable('resets', source.resets, target.resets)),
    ...(await compareTable('invitations', source.invitations, target.invitations)),
    ...(await compareTable('keys', source.keys, target.keys)),
    ...(await compareTable('room names', source.roomNames, target.roomNames)),
    ...(await compareTable('passwords of rooms', source.roomLocks, target.roomLocks)),
    ...(await compareTable('values of commands', source.commandValues, target.commandValues)),
    ...(await compareTable('webhooks', source.hooks, target.hooks)),
    ...(await compareTable('requests of webhooks', source.hookDeliveries, target.hookDeliveries)),
    ...(await compareTable('settings', source.settings, target.settings)),
    ...(await compareTable('reports', source.reports, target.reports)),
    ...(await compareTable('audit', source.audit, target.audit)),
    ...(await roomsWithoutPassword(target)),
    ...(await compareLogs(source.logs, target.logs, report)),
  ];
}

async function compareTable<Record>(
  kind: string,
  source: ArchiveTable<Record>,
  target: ArchiveTable<Record>,
): Promise<string[]> {
  const counts = compareCounts(kind, await source.count(), await target.count());
  if (counts.length > 0) return counts;
  return (await tableHash(source)) === (await tableHash(target)) ? [] : [`${kind}: the contents differ`];
}

async function tableHash<Record>(table: ArchiveTable<Record>): Promise<string> {
  const hash = createHash('sha256');
  for await (const records of recordPages(table))
    for (const record of records) hash.update(canonicalJson(record));
  return hash.digest('base64');
}

/** Rooms whose log says that they have a password, where nothing says which: nobody could join them. */
async function roomsWithoutPassword({ logs, roomLocks }: Archive): Promise<string[]> {
  const locks = new Set<Uuid>();
  for await (const records of recordPages(roomLocks)) for (const { id } of records) locks.add(id);
  const rooms: string[] = [];
  for await (const conversation of conversations(logs)) {
    const lock = (await logs.state(conversation))?.lock;
    if (lock !== undefined && !locks.has(lock))
      rooms.push(`conversation ${conversation}: its password is missing`);
  }
  return rooms;
}

async function compareLogs(
  source: ArchivedLogs,
  target: ArchivedLogs,
  report: ReportProgress,
): Promise<string[]> {
  const of = await source.countEntries();
  const differences = [
    ...compareCounts('conversations', await source.count(), await target.count()),
    ...compareCounts('entries', of, await target.countEntries()),
  ];
  let done = 0;
  for await (const conversation of conversations(source)) {
    if (!(await isSame(conversation, source, target)))
      differences.push(`conversation ${conversation}: the contents differ`);
    done += (await source.state(conversation))?.head ?? 0;
    report({ kind: 'entries compared', done, of });
  }
  return differences;
}

function compareCounts(kind: string, source: number, copy: number): string[] {
  return source === copy ? [] : [`${kind}: ${source} in the source, ${copy} in the copy`];
}

async function isSame(conversation: Uuid, source: ArchivedLogs, target: ArchivedLogs): Promise<boolean> {
  const [from, to] = [await source.state(conversation), await target.state(conversation)];
  if (canonicalJson(from ?? null) !== canonicalJson(to ?? null)) return false;
  const chain = await recomputedChain(conversation, target);
  const [theirs, copied] = [await source.memberships(conversation), await target.memberships(conversation)];
  return chain === from?.chain && membershipJson(theirs) === membershipJson(copied);
}

async function recomputedChain(conversation: Uuid, logs: ArchivedLogs): Promise<string> {
  let chain = CHAIN_START;
  for (let from = 1; ; from += PAGE) {
    const entries = await logs.entries(conversation, from, from + PAGE - 1);
    for (const entry of entries) chain = chainAfter(sha256, chain, entry);
    if (entries.length < PAGE) return chain;
  }
}

function membershipJson(memberships: readonly ArchivedMembership[]): string {
  return canonicalJson(memberships.toSorted((a, b) => (a.uid < b.uid ? -1 : 1)));
}
