import { currentMembers, refusalByRole, type Uuid } from '@parley/protocol';
import type { BelievedEpochs } from '../model/sealing/believed-epoch.ts';
import type { FollowedKeyLog } from '../model/keys/followed-key-log.ts';
import type { OwedChange } from '../model/group-change.ts';
import { heightBefore } from '../model/sealing/stairs.ts';
import type { LogView } from './log-view.ts';

interface Believed extends LogView {
  readonly epochs: BelievedEpochs;
}

/**
 * What the user's devices have to sign before anything else in a conversation: that they have a new key, and departures that they
 * signed before and that the log has lost. Whoever has left has nothing else to say.
 */
export function owedBy(me: Uuid, believed: Believed): readonly OwedChange[] {
  const { state, floors, isSealed } = believed.roster;
  if (!isSealed || state === undefined || state.ended) return [];
  const members = currentMembers(state);
  if (!members.includes(me)) return [];
  const hasLost = (user: Uuid) => floors[user]?.departedBy === me;
  if (hasLost(me)) return [{ kind: 'left' }];
  const removals = members.filter(hasLost).map((member) => ({ kind: 'removed', member }) as const);
  return [...newKeyOf(me, believed), ...removals].filter(
    (change) => refusalByRole(state, me, change) === undefined,
  );
}

/** A new key is said once. Where the user began the conversation with it, there is nobody who knows an older one. */
function newKeyOf(me: Uuid, believed: Believed): readonly OwedChange[] {
  const own = believed.keyLogs.get(me)?.followed;
  const version = own?.log.versions.length ?? 0;
  const said = believed.roster.state?.members[me]?.keyVersion ?? 1;
  if (own === undefined || version <= said || isKnown(me, own, believed)) return [];
  return [{ kind: 'rekeyed', version }];
}

/** Whether a change of the list, or the first keys, vouch for the user's newest identity: each has one key. */
function isKnown(me: Uuid, { identities }: FollowedKeyLog, { roster, epochs, vouches }: Believed): boolean {
  const since = identities.at(-1)?.seq ?? 0;
  if ((roster.vouched[me] ?? 0) >= since) return true;
  const first = epochs.epochs.get(1);
  return first?.starter === me && heightBefore(vouches[me] ?? [], first.seq + 1) >= since;
}
