import { createHash } from 'node:crypto';
import { canonicalJson, CHAIN_START, chainAfter, type Uuid } from '@parley/protocol';
import { sha256 } from '../sha256.ts';
import type { Archive, ArchivedLogs, ArchivedMembership, ArchiveTable } from './archive.ts';
import { conversations, PAGE, recordPages } from './pages.ts';

/**
 * Reads a copy and its source through, and compares counts, every record, and of every conversation the chain
 * computed anew from what is stored.
 * @returns what differs, a line each; nothing where the copy is true
 */
export async function verify(source: Archive, target: Archive): Promise<readonly string[]> {
  return [
    ...(await compareTable('users', source.users, target.users)),
    ...(await compareTable('sessions', source.sessions, target.sessions)),
    ...(await compareTable('resets', source.resets, target.resets)),
    ...(await compareTable('invitations', source.invitations, target.invitations)),
    ...(await compareTable('audit', source.audit, target.audit)),
    ...(await compareLogs(source.logs, target.logs)),
  ];
}

async function compareTable<Record>(
  kind: string,
  source: ArchiveTable<Record>,
  target: ArchiveTable<Record>,
): Promise<string[]> {
  const [from, to] = [await source.count(), await target.count()];
  if (from !== to) return [`${kind}: ${from} in the source, ${to} in the copy`];
  return (await tableHash(source)) === (await tableHash(target)) ? [] : [`${kind}: the contents differ`];
}

async function tableHash<Record>(table: ArchiveTable<Record>): Promise<string> {
  const hash = createHash('sha256');
  for await (const records of recordPages(table))
    for (const record of records) hash.update(canonicalJson(record));
  return hash.digest('base64');
}

async function compareLogs(source: ArchivedLogs, target: ArchivedLogs): Promise<string[]> {
  const [from, to] = [await source.count(), await target.count()];
  const differences = from === to ? [] : [`conversations: ${from} in the source, ${to} in the copy`];
  for await (const conversation of conversations(source))
    if (!(await isSame(conversation, source, target)))
      differences.push(`conversation ${conversation}: the contents differ`);
  return differences;
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
