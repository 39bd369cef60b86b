import { membershipChange } from '@parley/backend/domain/log/membership-change.ts';
import { bytesOf, decodeEnvelope, isBundle, type Entry, type Uuid } from '@parley/protocol';
import type { Heard } from './facts.ts';

/**
 * Whether a message was not sealed to somebody who had departed when it was stored, by all that was ever told. Whoever remembers that
 * leaves them out, also where a restored server has forgotten it.
 */
export function isLeftOut(heard: Heard, uid: Uuid, entry: Entry): boolean {
  return hadDeparted(heard, uid, entry) && !wasSealedTo(heard, uid, entry);
}

function hadDeparted(heard: Heard, uid: Uuid, { conversation, time }: Entry): boolean {
  const changes = heard.entries
    .filter((entry) => entry.conversation === conversation && entry.time < time && !heard.isForged(entry))
    .map(membershipChange)
    .filter(({ joined, departed }) => joined.includes(uid) || departed.includes(uid));
  return changes.at(-1)?.departed.includes(uid) === true;
}

/** Whether the log in which a message stands hands them the key of its epoch. */
function wasSealedTo(heard: Heard, uid: Uuid, { chain, body }: Entry): boolean {
  const epoch = body.kind === 'message' ? (body.epoch ?? 0) : 0;
  return heard.historyUpTo(chain).some((entry) => hands(entry, uid, epoch));
}

function hands({ payload }: Entry, uid: Uuid, epoch: number): boolean {
  if (payload?.kind !== 'sealed') return false;
  const { envelope } = decodeEnvelope(bytesOf(payload.bytes));
  if (!isBundle(envelope) || epoch < envelope.from || epoch > envelope.header.epoch) return false;
  return envelope.recipients.some(({ user }) => user === uid);
}
