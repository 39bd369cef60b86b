import type { Entry, Uuid } from '@parley/protocol';

/** The members that an entry adds and removes. */
export interface MembershipChange {
  readonly joined: readonly Uuid[];
  readonly departed: readonly Uuid[];
}

const NOBODY: MembershipChange = { joined: [], departed: [] };

/** How an entry changes the index of each user's conversations. Pure. */
export function membershipChange({ body, sender }: Pick<Entry, 'body' | 'sender'>): MembershipChange {
  switch (body.kind) {
    case 'created':
      return { joined: body.members.map(({ uid }) => uid), departed: [] };
    case 'added':
      return { joined: body.members, departed: [] };
    case 'joined':
      return { joined: [sender], departed: [] };
    case 'removed':
      return { joined: [], departed: [body.member] };
    case 'banned':
      return { joined: [], departed: body.wasIn === true ? [body.member] : [] };
    case 'left':
      return { joined: [], departed: [sender] };
    default:
      return NOBODY;
  }
}
