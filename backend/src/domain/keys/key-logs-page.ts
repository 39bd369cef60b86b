import { LIMITS, type KeyLogsPage, type KeyLogsRequest, type SignedKeyLogEntry } from '@parley/protocol';
import type { Context } from '../context.ts';
import { sizeOf } from './check-keys.ts';

type Wanted = KeyLogsRequest['after'][number];

/** Key logs that are read at once: each may be as large as `KEY_LIMITS.keyLogBytes`. */
const AT_ONCE = 8;

/**
 * What key logs have after the entries that a client knows, as far as it fits into one page. Also of removed accounts; an unknown
 * one has none.
 * @param bytes the entry that reaches this is the page's last
 */
export async function keyLogsPage(
  { keys }: Pick<Context, 'keys'>,
  { after }: KeyLogsRequest,
  bytes: number = LIMITS.pageBytes,
): Promise<KeyLogsPage> {
  const keyLogs: KeyLogsPage['keyLogs'] = [];
  let left = bytes;
  let done = 0;
  for await (const { uid, entries } of missing(keys, after)) {
    const shown = entriesWithin(entries, left);
    left -= shown.reduce((sum, entry) => sum + sizeOf(entry), 0);
    keyLogs.push({ uid, entries: shown });
    if (shown.length < entries.length) break;
    done++;
    if (left <= 0) break;
  }
  return { keyLogs, done };
}

async function* missing(keys: Context['keys'], after: readonly Wanted[]) {
  for (let from = 0; from < after.length; from += AT_ONCE) {
    const some = after.slice(from, from + AT_ONCE);
    yield* await Promise.all(
      some.map(async ({ uid, seq }) => ({ uid, entries: await keys.entries(uid, seq) })),
    );
  }
}

function entriesWithin(entries: readonly SignedKeyLogEntry[], bytes: number): SignedKeyLogEntry[] {
  const shown: SignedKeyLogEntry[] = [];
  let left = bytes;
  for (const entry of entries) {
    if (left <= 0) break;
    shown.push(entry);
    left -= sizeOf(entry);
  }
  return shown;
}
