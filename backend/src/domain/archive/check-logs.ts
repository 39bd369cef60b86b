import { CHAIN_START, chainAfter, type Entry, type Uuid } from '@parley/protocol';
import { sha256 } from '../sha256.ts';
import type { ArchivedLogs } from './archive.ts';
import { conversations, PAGE } from './pages.ts';

/** The first entry of a log that is not as it was written. */
export interface LogDamage {
  readonly conversation: Uuid;
  readonly kind: 'missing' | 'changed';
  readonly seq: number;
}

export interface LogsVerdict {
  /** The number of logs that were read. */
  readonly logs: number;
  readonly damages: readonly LogDamage[];
}

type CheckedLogs = Pick<ArchivedLogs, 'page' | 'remembered' | 'furthestMark' | 'last' | 'entries'>;

/**
 * Checks that every log is gapless up to its end, and that its chain, computed anew, is the stored one. Servers may append
 * meanwhile.
 * @throws Error that names a conversation that cannot be read
 */
export async function checkLogs(logs: CheckedLogs): Promise<LogsVerdict> {
  const damages: LogDamage[] = [];
  let read = 0;
  for await (const conversation of conversations(logs)) {
    const damage = await damageOf(conversation, logs).catch((cause: unknown) => {
      throw new Error(`The conversation ${conversation} can't be read: ${String(cause)}`, { cause });
    });
    if (damage !== undefined) damages.push(damage);
    read += 1;
  }
  return { logs: read, damages };
}

async function damageOf(conversation: Uuid, logs: CheckedLogs): Promise<LogDamage | undefined> {
  const known = await logs.remembered(conversation);
  const head = Math.max(known?.head ?? 0, await headOf(conversation, logs));
  let [seq, chain] = [0, CHAIN_START];
  for await (const entry of entriesTo(head, conversation, logs)) {
    seq += 1;
    if (entry.seq !== seq) return { conversation, kind: 'missing', seq };
    chain = chainAfter(sha256, chain, entry);
    const stored = known?.head === seq ? known.chain : entry.chain;
    if (entry.chain !== chain || stored !== chain) return { conversation, kind: 'changed', seq };
  }
  return seq === head ? undefined : { conversation, kind: 'missing', seq: seq + 1 };
}

/** A log reaches at least as far as its last entry, and as far as a member has it. */
async function headOf(
  conversation: Uuid,
  logs: Pick<ArchivedLogs, 'furthestMark' | 'last'>,
): Promise<number> {
  const delivered = await logs.furthestMark(conversation);
  const last = await logs.last(conversation);
  return Math.max(delivered, last?.seq ?? 0);
}

async function* entriesTo(
  head: number,
  conversation: Uuid,
  logs: Pick<ArchivedLogs, 'entries'>,
): AsyncGenerator<Entry> {
  for (let from = 1; from <= head; from += PAGE)
    yield* await logs.entries(conversation, from, Math.min(from + PAGE - 1, head));
}
