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
  it('says what changed', () => {
    expect(saying({ kind: 'roleChanged', member: 'Bo', role: 'admin' })).toBe('Ada made Bo an admin');
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
