import { ANNOUNCEMENTS } from '@parley/protocol/core';
import { sampleChat } from '../../../../../testing/sample-chat.ts';
import { person } from '../../../../../testing/sample-people.ts';
import { mayDeleteIn } from './may-delete-in.ts';

describe('mayDeleteIn', () => {
  const group = sampleChat(0).rows[3] ?? expect.unreachable();
  const me = { ...person(0), admin: false };
  const now = 1_000;

  it('lets who cannot write in a room delete what they wrote before', () => {
    const room = { ...group, isRoom: true, role: 'member' } as const;
    const quiet = { ...room, rules: { slowMode: 0, onlyAdmins: true } };
    expect(mayDeleteIn(room, me, now)).toBe(true);
    expect(mayDeleteIn({ ...room, mutedUntil: now + 1 }, me, now)).toBe(true);
    expect(mayDeleteIn(quiet, me, now)).toBe(true);
    expect(mayDeleteIn({ ...room, ended: true }, me, now)).toBe(false);
    expect(mayDeleteIn({ ...room, role: null }, me, now)).toBe(false);
    const announcements = { ...group, id: ANNOUNCEMENTS, type: 'announcement', role: null } as const;
    expect(mayDeleteIn(announcements, me, now)).toBe(false);
  });
});
