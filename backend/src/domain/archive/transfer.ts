import type { Uuid } from '@parley/protocol';
import type { Archive, ArchivedLogs, ArchiveTable } from './archive.ts';
import { conversations, PAGE, recordPages } from './pages.ts';

export interface Progress {
  /** What is under way: a kind of record, or the logs. */
  readonly kind: string;
  readonly done: number;
  readonly of: number;
}

export interface TransferOptions {
  readonly report: (progress: Progress) => void;
  /** Stops between two pages; the next transfer goes on there. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Copies a database into another one, which is empty or holds the beginning of the same copy.
 * The source is only read.
 * @throws Error where the target holds something else, or the signal says stop
 */
export async function transfer(source: Archive, target: Archive, options: TransferOptions): Promise<void> {
  await copyTable('users', source.users, target.users, options);
  await copyTable('sessions', source.sessions, target.sessions, options);
  await copyTable('resets', source.resets, target.resets, options);
  await copyTable('invitations', source.invitations, target.invitations, options);
  await copyTable('audit', source.audit, target.audit, options);
  await copyLogs(source.logs, target.logs, options);
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

async function copyLogs(source: ArchivedLogs, target: ArchivedLogs, options: TransferOptions): Promise<void> {
  const of = await source.count();
  let done = 0;
  for await (const conversation of conversations(source)) {
    await copyLog(conversation, source, target, options.signal);
    done += 1;
    options.report({ kind: 'conversations', done, of });
  }
}

/** Goes on behind what an earlier transfer copied. */
async function copyLog(
  conversation: Uuid,
  source: ArchivedLogs,
  target: ArchivedLogs,
  signal: AbortSignal | undefined,
): Promise<void> {
  const state = await source.state(conversation);
  if (state === undefined) return;
  for (let from = await firstMissing(conversation, source, target); from <= state.head; from += PAGE) {
    signal?.throwIfAborted();
    await target.put(await source.entries(conversation, from, Math.min(from + PAGE - 1, state.head)));
  }
  await target.finish(state, await source.memberships(conversation));
}

async function firstMissing(conversation: Uuid, source: ArchivedLogs, target: ArchivedLogs): Promise<number> {
  const last = await target.last(conversation);
  if (last === undefined) return 1;
  const [same] = await source.entries(conversation, last.seq, last.seq);
  if (same?.chain !== last.chain)
    throw new Error(`The target has another conversation ${conversation}. Choose one that is empty.`);
  return last.seq + 1;
}
