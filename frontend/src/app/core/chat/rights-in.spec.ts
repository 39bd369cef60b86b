import { ANNOUNCEMENTS } from '@parley/protocol/core';
import { sampleChat } from '../../../../testing/sample-chat.ts';
import { person } from '../../../../testing/sample-people.ts';
import { closedTo, rightsIn as rightsAt } from './rights-in.ts';

describe('rightsIn', () => {
  const group = sampleChat(0).rows[3] ?? expect.unreachable();
  const me = { ...person(0), admin: false };
  const now = 1_000;
  const rightsIn = (row: Parameters<typeof rightsAt>[0], user = me) => rightsAt(row, user, now);

  it('leaves what ended and what one is not in any more to read', () => {
    expect(rightsIn(undefined, me)).toBe('write');
    expect(rightsIn(group, me)).toBe('write');
    expect(rightsIn({ ...group, ended: true }, me)).toBe('read');
    expect(rightsIn({ ...group, role: null }, me)).toBe('read');
    expect(rightsIn({ ...group, needsNewerVersion: true }, me)).toBe('read');
  });

  it('lets admins alone announce, and everyone react', () => {
    const announcements = { ...group, id: ANNOUNCEMENTS, type: 'announcement', role: null } as const;
    expect(rightsIn(announcements, me)).toBe('react');
    expect(rightsIn(announcements, { ...me, admin: true })).toBe('write');
  });

  it('lets nobody write who is muted, until that is over, nor plain members where only admins write', () => {
    const room = { ...group, isRoom: true, role: 'member' } as const;
    const muted = { ...room, mutedUntil: now + 1 };
    expect(rightsIn(muted)).toBe('read');
    expect(rightsIn({ ...room, mutedUntil: now })).toBe('write');
    const quiet = { ...room, rules: { slowMode: 0, onlyAdmins: true } };
    expect(rightsIn(quiet)).toBe('react');
    expect(rightsIn({ ...quiet, role: 'admin' })).toBe('write');
    expect(closedTo({ ...quiet, mutedUntil: now + 1, ended: true }, me, now)).toBe('ended');
    expect(closedTo({ ...quiet, mutedUntil: now + 1 }, me, now)).toBe('muted');
  });
});
