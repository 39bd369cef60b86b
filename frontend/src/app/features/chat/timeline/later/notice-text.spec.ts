import type { NoticeItem } from '@parley/client';
import type { Entry } from '@parley/protocol';
import { noticeText } from './notice-text.ts';

const NEWER = 'This needs a newer version';

/** What a notice says, of an entry of whatever version. */
function saying(body: object): string {
  const item: NoticeItem = {
    kind: 'notice',
    id: 'i',
    seq: 2,
    sender: 'Ada',
    time: 0,
    body: body as Entry['body'],
  };
  return noticeText(item, { subject: (uid) => uid, object: (uid) => uid });
}

describe('noticeText', () => {
  it('says of many who came and went in a row who did, each as they did last', () => {
    const move = (sender: string, kind: 'joined' | 'left'): NoticeItem => ({
      ...{ kind: 'notice', id: sender, seq: 1, sender, time: 0 },
      body: { kind },
    });
    const names = { subject: (uid: string) => uid, object: (uid: string) => uid };
    const say = (first: NoticeItem, ...more: readonly NoticeItem[]) => noticeText({ ...first, more }, names);
    const many = ['Zoë', 'Ada', 'Bo', 'Cy', 'Di'].map((name) => move(name, 'joined'));
    expect(say(move('Kofi', 'joined'), ...many)).toMatch(/^Kofi, Zoë, Ada,? and 3 others joined$/);
    expect(say(move('Kofi', 'joined'), move('Zoë', 'joined'), move('Kofi', 'left'))).toBe(
      'Zoë joined · Kofi left',
    );
    expect(say(move('Kofi', 'left'), move('You', 'joined'), move('Zoë', 'left'))).toMatch(
      /^You joined · Kofi and Zoë left$/,
    );
    expect(say(move('Kofi', 'joined'), move('You', 'joined'))).toBe('You and Kofi joined');
    const crowd = Array.from({ length: 20 }, (_, index) => move(`Person ${index}`, 'joined'));
    expect(say(move('Kofi', 'joined'), ...crowd, move('You', 'joined'))).toMatch(
      /^You, Kofi, Person 0,? and 19 others joined$/,
    );
  });

  it('speaks of a room where it is one', () => {
    const item: NoticeItem = {
      ...{ kind: 'notice', id: 'i', seq: 1, sender: 'Ada', time: 0 },
      body: { kind: 'renamed', name: 'Bees' },
    };
    const names = { subject: (uid: string) => uid, object: (uid: string) => uid };
    expect(noticeText(item, names, 'room')).toBe('Ada named the room “Bees”');
    expect(noticeText(item, names)).toBe('Ada named the group “Bees”');
  });

  it('says what changed', () => {
    expect(saying({ kind: 'roleChanged', member: 'Bo', role: 'admin' })).toBe('Ada made Bo an admin');
    const described = { kind: 'described', look: { topic: 'Ships', description: '' }, keepsRights: true };
    expect(saying(described)).toBe('Ada changed what this room is about');
    expect(saying({ kind: 'banned', member: 'Bo' })).toBe('Ada banned Bo');
    expect(saying({ kind: 'muted', member: 'Bo', seconds: 60 })).toBe('Ada muted Bo for a while');
    expect(saying({ kind: 'muted', member: 'Bo', seconds: 0 })).toBe('Ada lets Bo write again');
    expect(saying({ kind: 'appointed', member: 'Bo' })).toBe('Ada made Bo an owner');
    expect(saying({ kind: 'locked' })).toBe('Ada set a password for joining this room');
    expect(saying({ kind: 'unlocked' })).toBe('Ada lets anyone join this room without a password');
  });

  it('says of an addition whether it shared what was said before', () => {
    expect(saying({ kind: 'added', members: ['Bo'] })).toBe('Ada added Bo');
    expect(saying({ kind: 'added', members: ['Bo'], epoch: 3 })).toBe(
      'Ada added Bo, and shared earlier messages',
    );
  });

  it.each<[string, object]>([
    ['a kind', { kind: 'poll' }],
    ['a role', { kind: 'roleChanged', member: 'Bo', role: 'guest' }],
    ['a type', { kind: 'created', type: 'room', members: [] }],
  ])('makes no claim about %s of a newer version', (_, body) => {
    expect(saying(body)).toBe(NEWER);
  });
});
