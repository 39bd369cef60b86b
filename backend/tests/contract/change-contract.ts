import { ANNOUNCEMENTS, type Uuid } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { PageBudget } from '../../src/domain/log/page-budget.ts';
import type { Stores } from '../../src/domain/stores.ts';
import { append, command, group, message, someone, talk } from './commands.ts';

/** How stale a store may be in telling what other servers changed: it may tell again what is known, never miss. */
export function changeContract(stores: () => Stores): void {
  /** All pages since a token: which conversations, and the next token. */
  const changes = async (uid: Uuid, since: string | undefined, limit = 100, bytes = 10_000) => {
    const conversations: Uuid[] = [];
    let token = since;
    for (let pages = 0; ; pages++) {
      const page = await stores().conversations.views(uid, token, limit, new PageBudget(bytes));
      conversations.push(...page.views.map(({ state }) => state.conversation));
      token = page.token;
      if (!page.more)
        return { conversations: conversations.filter((id) => id !== ANNOUNCEMENTS), token, pages };
    }
  };

  describe('what changed', () => {
    test('without a token is everything that somebody is or was in', async () => {
      const [owner, friend] = [someone(), someone()];
      const left = await group(stores(), owner, { members: [friend] });
      const stays = await group(stores(), owner, { members: [friend] });
      await group(stores(), owner);
      await append(stores(), command(left, friend, { kind: 'left' }));
      expect((await changes(friend, undefined)).conversations.toSorted()).toEqual([left, stays].toSorted());
    });

    test('without a token of ours is everything too', async () => {
      const owner = someone();
      const conversation = await group(stores(), owner);
      for (const token of ['', 'nonsense', '17', 'x-1', '0000000000000000-99'])
        expect((await changes(owner, token)).conversations).toEqual([conversation]);
    });

    test("is an entry, a mark of anybody, a membership, a preference of one's own", async () => {
      const [owner, friend] = [someone(), someone()];
      const quiet = await group(stores(), owner, { members: [friend] });
      const busy = await group(stores(), owner, { members: [friend] });
      let { token } = await changes(owner, undefined);
      const expectChange = async (change: Promise<unknown>) => {
        await change;
        const next = await changes(owner, token);
        expect(next.conversations).toContain(busy);
        token = next.token;
      };
      await expectChange(append(stores(), message(busy, friend)));
      await expectChange(stores().conversations.moveMarks(friend, 'read', [{ conversation: busy, seq: 2 }]));
      await expectChange(append(stores(), command(busy, friend, { kind: 'left' })));
      const preferences = { muted: true, archived: true, unread: false };
      await expectChange(stores().conversations.setPreferences(owner, busy, preferences));
      expect((await changes(owner, undefined)).conversations).toContain(quiet);
    });

    test('reaches somebody who is removed, and then no more', async () => {
      const [owner, friend] = [someone(), someone()];
      const conversation = await group(stores(), owner, { members: [friend] });
      const before = await changes(friend, undefined);
      await append(stores(), command(conversation, owner, { kind: 'removed', member: friend }));
      expect((await changes(friend, before.token)).conversations).toEqual([conversation]);
    });

    test('comes in pages, each conversation once', async () => {
      const owner = someone();
      const conversations: Uuid[] = [];
      for (let i = 0; i < 7; i++) conversations.push(await group(stores(), owner));
      const { conversations: found, pages } = await changes(owner, undefined, 3);
      expect(pages).toBeGreaterThanOrEqual(2);
      expect([...new Set(found)].toSorted()).toEqual(conversations.toSorted());
    });

    test('comes in shorter pages where the last messages are long, each conversation once', async () => {
      const owner = someone();
      const conversations: Uuid[] = [];
      for (let i = 0; i < 5; i++) {
        const conversation = await group(stores(), owner);
        await append(stores(), message(conversation, owner, 'x'.repeat(90)));
        conversations.push(conversation);
      }
      const { views } = await stores().conversations.views(owner, undefined, 100, new PageBudget(200));
      expect(views.filter(({ last }) => last?.sender === owner)).toHaveLength(2);
      const { conversations: found, pages } = await changes(owner, undefined, 100, 200);
      expect(pages).toBeGreaterThanOrEqual(2);
      expect(found.toSorted()).toEqual(conversations.toSorted());
    });

    test('is not missed while pages are read', async () => {
      const owner = someone();
      const conversations: Uuid[] = [];
      for (let i = 0; i < 5; i++) conversations.push(await group(stores(), owner));
      const first = await stores().conversations.views(owner, undefined, 2, new PageBudget(10_000));
      for (const conversation of conversations) await talk(stores(), conversation, owner, 1);
      const rest = await changes(owner, first.token, 2);
      expect([...new Set(rest.conversations)].toSorted()).toEqual(conversations.toSorted());
    });
  });

  describe('which logs grew', () => {
    test('is told with their heads, since the token', async () => {
      const owner = someone();
      const conversation = await group(stores(), owner);
      const { conversations, token } = await stores().conversations.changedSince(undefined);
      expect(conversations).toEqual([]);
      await talk(stores(), conversation, owner, 2);
      const grown = await stores().conversations.changedSince(token);
      expect(grown.conversations).toContainEqual({ conversation, head: 3 });
    });
  });
}
