import {
  bytesOf,
  decodeHeader,
  HEADER_BYTES,
  parseKeyLogEntry,
  type Entry,
  type Uuid,
} from '@parley/protocol';
import type { KnownAnew } from '../checker/facts.ts';
import type { World } from './world.ts';

/**
 * Whoever has lost their keys opens what was said since they told the others of new ones, by an entry that vouches for them. Nobody
 * hands over what was said before.
 */
export async function knownAnew({ users, cluster, foundKeys }: World): Promise<readonly KnownAnew[]> {
  const known: KnownAnew[] = [];
  for (const { uid } of users) {
    const resets = (await cluster.keyLog(uid))
      .map(({ entry }) => parseKeyLogEntry(entry))
      .filter(({ kind, seq }) => kind === 'identityReset' && !foundKeys.has(`${uid} ${seq}`));
    const lost = resets.at(-1)?.seq;
    if (lost === undefined) continue;
    for (const { conversation, entries } of await cluster.store.rawLogs())
      known.push({ uid, conversation, from: entries.find((entry) => vouches(entry, uid, lost))?.seq });
  }
  return known;
}

function vouches({ sender, payload }: Entry, uid: Uuid, keyLogSeq: number): boolean {
  if (sender !== uid || payload?.kind !== 'sealed') return false;
  return decodeHeader(bytesOf(payload.bytes).subarray(0, HEADER_BYTES)).keyLog.seq >= keyLogSeq;
}
