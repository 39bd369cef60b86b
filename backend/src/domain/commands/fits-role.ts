import type { CommandRole, User } from '@parley/protocol';

/** Whether somebody has a role of a command. */
export function fitsRole({ admin, kind }: User, role: CommandRole): boolean {
  switch (role) {
    case 'everyone':
      return true;
    case 'people':
      return kind === undefined;
    case 'machines':
      return kind === 'machine';
    case 'administrators':
      return admin;
  }
}
