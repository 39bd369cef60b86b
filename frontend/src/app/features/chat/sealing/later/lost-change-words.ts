import type { LostChange } from '@parley/client';
import type { Role } from '@parley/protocol';
import { listOf } from '../../../../shared/messages.ts';

const ROLES: Readonly<Record<Role, string>> = { owner: 'an owner', admin: 'an admin', member: 'a member' };

/** What the server has lost of the user's own changes. */
export function lostChangeWords(change: LostChange, nameOf: (uid: string) => string): string {
  return `The server lost that you ${whatWasDone(change, nameOf)}.`;
}

function whatWasDone(change: LostChange, nameOf: (uid: string) => string): string {
  switch (change.kind) {
    case 'added':
      return `added ${listOf(change.members.map(nameOf))}`;
    case 'roleChanged':
      return `made ${nameOf(change.member)} ${ROLES[change.role]}`;
    case 'renamed':
      return `named this group “${change.name}”`;
    case 'ended':
      return 'deleted this group';
  }
}
