import { ParleyError, roleOf, type ConversationState, type Uuid } from '@parley/protocol';
import type { GroupChange } from '../../model/group-change.ts';

type Roster = ConversationState | undefined;

/**
 * What is left to do of a change that was refused, or done in part: others may have made it meanwhile.
 * @param before when the user asked for it
 * @returns undefined if nothing is
 * @throws CodedError if others have changed the same thing otherwise
 */
export function stillWanted(
  me: Uuid,
  change: GroupChange,
  before: Roster,
  now: Roster,
): GroupChange | undefined {
  switch (change.kind) {
    case 'added': {
      const isLacking = (member: Uuid) => !isMember(now, member) && !hasBeenAdded(before, now, member);
      const members = change.members.filter(isLacking);
      return members.length === 0 ? undefined : { ...change, members };
    }
    case 'removed':
      return isMember(now, change.member) ? change : undefined;
    case 'left':
      return isMember(now, me) ? change : undefined;
    case 'roleChanged': {
      const role = now && roleOf(now, change.member);
      if (role === change.role) return undefined;
      if (role === (before && roleOf(before, change.member))) return change;
      throw new ParleyError('E_KEY_EPOCH', { message: 'Their role has been changed by someone else.' });
    }
    case 'renamed':
      return now?.name === change.name ? undefined : change;
    case 'ended':
      return now?.ended === true ? undefined : change;
  }
}

function isMember(roster: Roster, uid: Uuid): boolean {
  return roster !== undefined && roleOf(roster, uid) !== null;
}

/** Others may have added somebody, and removed them again. */
function hasBeenAdded(before: Roster, now: Roster, uid: Uuid): boolean {
  const joins = (roster: Roster) => roster?.members[uid]?.intervals.length ?? 0;
  return joins(now) > joins(before);
}

/** The same without people who were added by it. */
export function withoutAdded(change: GroupChange, done: readonly Uuid[]): GroupChange {
  if (change.kind !== 'added') return change;
  return { ...change, members: change.members.filter((member) => !done.includes(member)) };
}
