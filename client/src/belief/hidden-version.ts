import { KEY_LIMITS, type Entry } from '@parley/protocol';
import type { SenderKeys } from '../model/keys/sender-keys.ts';
import { claimedKeyLog } from './claimed-key-log.ts';

/**
 * The version of the key that a `rekeyed` names whose signature cannot be checked, because it vouches for a key log further than that is
 * known: a server can hide the end of it. Undefined where that cannot be: of an entry without an envelope, of one whose part of the key
 * log is known, and where so many new keys do not fit into what could be hidden.
 */
export function hiddenVersion(entry: Entry, keys: SenderKeys | undefined): number | undefined {
  if (entry.body.kind !== 'rekeyed') return undefined;
  const { version } = entry.body;
  const claimed = claimedKeyLog(entry);
  const { seq, versions } = keys?.followed.log ?? { seq: 0, versions: [] };
  const most = versions.length + claimed - seq;
  return claimed > seq && claimed <= KEY_LIMITS.keyLogEntries && version <= most ? version : undefined;
}
