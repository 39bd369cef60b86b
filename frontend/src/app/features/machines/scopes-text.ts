import type { Scopes } from '@parley/protocol';
import { MACHINE_MESSAGES } from './machine-messages.ts';

/** What a machine or a token may do, in a few words. */
export function scopesText({ read, write, direct, rooms }: Scopes): string {
  const does = [read ? 'reads' : '', write ? 'writes' : ''].filter((word) => word !== '').join(' and ');
  const where = [
    rooms === 'all' ? 'all its rooms' : rooms.length === 0 ? '' : MACHINE_MESSAGES.rooms(rooms.length),
    direct ? 'direct messages' : '',
  ].filter((word) => word !== '');
  if (does === '') return 'does nothing';
  return `${does} in ${where.length === 0 ? 'announcements' : where.join(' and ')}`;
}
