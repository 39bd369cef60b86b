import type { ConversationRow as Row } from '@parley/client';
import { TestBed } from '@angular/core/testing';
import { renderInConversation } from '../../../../../testing/render-conversation.ts';
import { sampleChat } from '../../../../../testing/sample-chat.ts';
import { person, uid, users } from '../../../../../testing/sample-people.ts';
import { ConversationRow } from './conversation-row.ts';

const { last: _last, ...sample } = sampleChat(0).rows[0] ?? expect.unreachable();
const quiet: Row = { ...sample, unread: 0, preferences: { muted: false, archived: false, unread: false } };

describe('ConversationRow', () => {
  afterEach(() => TestBed.resetTestingModule());

  async function linesOf(row: Row): Promise<string[]> {
    const { element } = await renderInConversation(ConversationRow, {
      id: uid(1),
      content: { users },
      inputs: { row },
    });
    return [...element.querySelectorAll('.line')].map(({ textContent }) => textContent.trim());
  }

  it.each([
    ['announcements', { type: 'announcement', memberCount: 0 }, 'News for everyone'],
    ['a group', { type: 'group', memberCount: 7 }, '7 members'],
  ] as const)('of %s without a message says what it is', async (_, facts, expected) => {
    expect((await linesOf({ ...quiet, ...facts }))[1]).toContain(expected);
  });

  it('says no time where nothing has happened yet', async () => {
    expect((await linesOf({ ...quiet, time: 0 }))[0]).toBe(quiet.name);
  });

  it('says whose words they are apart from the words, which may be written in another direction', async () => {
    const { element } = await renderInConversation(ConversationRow, {
      id: uid(1),
      content: { users },
      inputs: { row: { ...quiet, draft: 'טיוטה `code`' } },
    });
    const [, second] = element.querySelectorAll('.line');
    expect([...(second?.children ?? [])].map(({ textContent }) => textContent)).toEqual([
      'Draft: ',
      'טיוטה code',
      '',
    ]);
  });

  it('with nothing to say has one line, and two as soon as there is something', async () => {
    const direct: Row = { ...quiet, type: 'direct', peer: person(0).uid };
    expect(await linesOf(direct)).toHaveLength(1);
    TestBed.resetTestingModule();
    expect(await linesOf({ ...direct, preferences: { ...direct.preferences, muted: true } })).toHaveLength(2);
    TestBed.resetTestingModule();
    expect(await linesOf({ ...direct, draft: 'half a thought' })).toHaveLength(2);
  });
});
