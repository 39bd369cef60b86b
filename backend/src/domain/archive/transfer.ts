import type { Uuid } from '@parley/protocol';
import type { Archive, ArchivedLogs, ArchivedMembership, ArchiveTable } from './archive.ts';
import { conversations, PAGE, recordPages } from './pages.ts';

export interface Progress {
  /** What is being copied: a kind of record, or the entries of all logs. */
  readonly kind: string;
  readonly done: number;
  readonly of: number;
}

export interface TransferOptions {
  readonly report: (progress: Progress) => void;
  /** Stops between two pages; the next transfer continues there. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Copies a database into another one that is empty or holds the beginning of the same copy. The source is only read.
 * If servers write into it meanwhile, each log is copied as of the moment of its turn. Users are copied after the logs,
 * so that no member is missing.
 * @throws Error if the target holds anything else, or if the signal aborts
 */
export async function transfer(source: Archive, target: Archive, options: TransferOptions): Promise<void> {
  const copyLocks = () => copyTable('passwords of rooms', source.roomLocks, target.roomLocks, options);
  // Also before the logs: a password that is changed meanwhile takes the record of the former one away, which a log names that is copied.
  await copyLocks();
  await copyLogs(source.logs, target.logs, options);
  await copyTable('users', source.users, target.users, options);
  await copyTable('sessions', source.sessions, target.sessions, options);
  await copyTable('resets', source.resets, target.resets, options);
  await copyTable('invitations', source.invitations, target.invitations, options);
  await copyTable('keys', source.keys, target.keys, options);
  await copyTable('room names', source.roomNames, target.roomNames, options);
  await copyLocks();
  await copyTable('values of commands', source.commandValues, target.commandValues, options);
  await copyTable('webhooks', source.hooks, target.hooks, options);
  await copyTable('requests of webhooks', source.hookDeliveries, target.hookDeliveries, options);
  await copyTable('settings', source.settings, target.settings, options);
  await copyTable('reports', source.reports, target.reports, options);
  await copyTable('audit', source.audit, target.audit, options);
}

async function copyTable<Record>(
  kind: string,
  source: ArchiveTable<Record>,
  target: ArchiveTable<Record>,
  { report, signal }: TransferOptions,
): Promise<void> {
  const of = await source.count();
  let done = 0;
  for await (const records of recordPages(source)) {
    signal?.throwIfAborted();
    await target.put(records);
    done += records.length;
    report({ kind, done, of });
  }
}

async function copyLogs(
  source: ArchivedLogs,
  target: ArchivedLogs,
  { report, signal }: TransferOptions,
): Promise<void> {
  const of = await source.countEntries();
  let done = 0;
  for await (const conversation of conversations(source))
    for await (const copied of copyLog(conversation, source, target)) {
      done += copied;
      report({ kind: 'entries', done, of });
      signal?.throwIfAborted();
    }
}

/** Continues after what an earlier transfer copied, and reports the number of entries after each page. */
async function* copyLog(
  conversation: Uuid,
  source: ArchivedLogs,
  target: ArchivedLogs,
): AsyncGenerator<number> {
  const state = await source.state(conversation);
  if (state === undefined) return;
  const first = await firstMissing(conversation, source, target);
  if (first > 1) yield first - 1;
  for (let from = first; from <= state.head; from += PAGE) {
    const entries = await source.entries(conversation, from, Math.min(from + PAGE - 1, state.head));
    await target.put(entries);
    yield entries.length;
  }
  const memberships = await source.memberships(conversation);
  await target.finish(
    state,
    memberships.map((membership) => upTo(state.head, membership)),
  );
}

/** Limits marks to the copied part of a log. */
function upTo(head: number, { mark, ...rest }: ArchivedMembership): ArchivedMembership {
  const { delivered, read } = mark;
  return { ...rest, mark: { delivered: Math.min(delivered, head), read: Math.min(read, head) } };
}

async function firstMissing(conversation: Uuid, source: ArchivedLogs, target: ArchivedLogs): Promise<number> {
  const last = await target.last(conversation);
  if (last === undefined) return 1;
  const [same] = await source.entries(conversation, last.seq, last.seq);
  if (same?.chain !== last.chain)
    throw new Error(`The target has another conversation ${conversation}. Choose one that is empty.`);
  return last.seq + 1;
}
