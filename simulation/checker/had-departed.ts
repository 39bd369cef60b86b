import { membershipChange } from '@parley/backend/domain/log/membership-change.ts';
import type { Entry, Uuid } from '@parley/protocol';
import type { Heard } from './facts.ts';

/**
 * Whether somebody had departed when an entry was stored, by all that was ever told. Whoever remembers that leaves them out, also where a
 * restored server has forgotten it.
 */
export function hadDeparted(
  { entries }: Pick<Heard, 'entries'>,
  uid: Uuid,
  { conversation, time }: Pick<Entry, 'conversation' | 'time'>,
): boolean {
  const changes = entries
    .filter((entry) => entry.conversation === conversation && entry.time < time)
    .map(membershipChange)
    .filter(({ joined, departed }) => joined.includes(uid) || departed.includes(uid));
  return changes.at(-1)?.departed.includes(uid) === true;
}
