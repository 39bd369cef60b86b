import type { CommandRole, User } from '@parley/protocol';
import { isMachine } from '../users/is-machine.ts';

/** Whether somebody has a role of a command. */
export function fitsRole(user: User, role: CommandRole): boolean {
  switch (role) {
    case 'everyone':
      return true;
    case 'people':
      return !isMachine(user);
    case 'machines':
      return isMachine(user);
    case 'administrators':
      return user.admin;
  }
}
