import { ANNOUNCEMENTS, LIMITS, type Uuid } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import type { ConversationView } from '../../src/domain/log/conversation-store.ts';
import type { Stores } from '../../src/domain/stores.ts';
import { append, command, direct, group, message, someone, talk } from './commands.ts';
import { announce } from './membership-contract.ts';
import { refusal } from './refusal.ts';

export function viewContract(stores: () => Stores): void {
  const view = async (uid: Uuid, conversation: Uuid): Promise<ConversationView> => {
    const found = await stores().conversations.view(uid, conversation);
    if (found === undefined) throw new Error('no view');
    return found;
  };

  describe('a view', () => {
    test('tells the head, the last message, marks and unread', async () => {
      const [owner = '', friend = ''] = [someone(), someone()].toSorted();
      const conversation = await group(stores(), owner, { members: [friend] });
      await talk(stores(), conversation, owner, 2);
      const { entry } = await append(stores(), message(conversation, friend));
      const { state } = await append(
        stores(),
        command(conversation, owner, { kind: 'reaction', target: 2 }, '+1'),
      );
      await stores().conversations.moveMarks(friend, 'read', [{ conversation, seq: 2 }]);
      const { marks, ...rest } = await view(friend, conversation);
      expect(marks?.toSorted((a, b) => (a.uid < b.uid ? -1 : 1))).toEqual([
        { uid: owner, delivered: 1, read: 1 },
        { uid: friend, delivered: 2, read: 2 },
      ]);
      expect(rest).toEqual({
        state,
        newest: { seq: 5, chain: state.chain, count: 3 },
        last: entry,
        mark: { delivered: 2, read: 2 },
        unread: 1,
        floor: { delivered: 1, read: 1 },
        preferences: { muted: false, archived: false, unread: false },
      });
    });

    test('of somebody who left ends with that, and tells nothing of the others', async () => {
      const [owner, friend] = [someone(), someone()];
      const conversation = await group(stores(), owner, { members: [friend] });
      await talk(stores(), conversation, owner, 1);
      const { entry } = await append(stores(), command(conversation, friend, { kind: 'left' }));
      await talk(stores(), conversation, owner, 3);
      await stores().conversations.moveMarks(owner, 'read', [{ conversation, seq: 6 }]);
      const former = await view(friend, conversation);
      expect(former).toMatchObject({
        newest: { seq: 3, chain: entry.chain, count: 1 },
        last: { seq: 2 },
        unread: 1,
        floor: { delivered: 0, read: 0 },
      });
      expect(former.marks).toBeUndefined();
    });

    test('passes over a last message that one may not read', async () => {
      const [owner, friend] = [someone(), someone()];
      const conversation = await group(stores(), owner, { members: [friend] });
      await talk(stores(), conversation, owner, 1);
      await append(stores(), command(conversation, friend, { kind: 'left' }));
      await talk(stores(), conversation, owner, 1);
      await append(stores(), command(conversation, owner, { kind: 'added', members: [friend] }));
      expect(await view(friend, conversation)).toMatchObject({ last: { seq: 2 }, unread: 0 });
    });

    test('of a newcomer who may read all has what was said before, and none of it as backlog', async () => {
      const [owner, friend] = [someone(), someone()];
      const conversation = await group(stores(), owner, { history: 'all' });
      await talk(stores(), conversation, owner, 2);
      await append(stores(), command(conversation, owner, { kind: 'added', members: [friend] }));
      expect(await view(friend, conversation)).toMatchObject({ last: { seq: 3 }, unread: 0 });
    });

    test('does not count what one sent oneself', async () => {
      const [owner, friend] = [someone(), someone()];
      const conversation = await direct(stores(), owner, friend);
      await talk(stores(), conversation, owner, 3);
      await talk(stores(), conversation, friend, 2);
      expect(await view(owner, conversation)).toMatchObject({ unread: 2 });
      expect(await view(friend, conversation)).toMatchObject({ unread: 3 });
    });

    test('of somebody who is alone has a floor all the same, in numbers that JSON can carry', async () => {
      const [owner, friend] = [someone(), someone()];
      const conversation = await group(stores(), owner, { members: [friend] });
      await talk(stores(), conversation, owner, 2);
      await append(stores(), command(conversation, friend, { kind: 'left' }));
      const { floor } = await view(owner, conversation);
      expect(JSON.parse(JSON.stringify(floor))).toEqual({ delivered: 0, read: 0 });
    });

    test('of a large group has the floor, but not the marks of all', async () => {
      const [owner, ...members] = Array.from({ length: LIMITS.marksMembers + 1 }, someone);
      const conversation = await group(stores(), owner ?? '', { members });
      const large = await view(owner ?? '', conversation);
      expect(large.floor).toEqual({ delivered: 1, read: 1 });
      expect(large.marks).toBeUndefined();
    });

    test('of the announcements is for everyone', async () => {
      const seq = await announce(stores());
      const reader = someone();
      expect(await view(reader, ANNOUNCEMENTS)).toMatchObject({
        newest: { seq },
        last: { seq },
        mark: { delivered: 0, read: 0 },
        floor: { delivered: 0, read: 0 },
      });
      await stores().conversations.moveMarks(reader, 'read', [{ conversation: ANNOUNCEMENTS, seq }]);
      expect(await view(reader, ANNOUNCEMENTS)).toMatchObject({ mark: { read: seq }, unread: 0 });
    });

    test('is not for strangers', async () => {
      const conversation = await group(stores(), someone());
      expect(await stores().conversations.view(someone(), conversation)).toBeUndefined();
      expect(await stores().conversations.view(someone(), someone())).toBeUndefined();
    });

    test('holds what one user prefers, and nobody else sees it', async () => {
      const [owner, friend] = [someone(), someone()];
      const conversation = await group(stores(), owner, { members: [friend] });
      const preferences = { muted: true, archived: false, unread: true };
      await stores().conversations.setPreferences(owner, conversation, preferences);
      expect(await view(owner, conversation)).toMatchObject({ preferences });
      expect(await view(friend, conversation)).toMatchObject({
        preferences: { muted: false, unread: false },
      });
      await expect(
        stores().conversations.setPreferences(someone(), conversation, preferences),
      ).rejects.toThrow(refusal('E_NOT_FOUND'));
    });
  });
}
