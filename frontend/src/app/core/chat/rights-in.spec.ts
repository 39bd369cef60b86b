import { ANNOUNCEMENTS } from '@parley/protocol/core';
import { sampleChat } from '../../../../testing/sample-chat.ts';
import { person } from '../../../../testing/sample-people.ts';
import { rightsIn } from './rights-in.ts';

describe('rightsIn', () => {
  const group = sampleChat(0).rows[3] ?? expect.unreachable();
  const me = { ...person(0), admin: false };

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
});
