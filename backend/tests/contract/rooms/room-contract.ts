import { LIMITS, readableRanges, roleOf } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { headOf } from '../../../src/domain/log/head-of.ts';
import { PageBudget } from '../../../src/domain/log/page-budget.ts';
import type { Stores } from '../../../src/domain/stores.ts';
import { append, command, group, message, someone, talk } from '../commands.ts';
import { refusal } from '../refusal.ts';
import { createRoom, crowd, join, leave, memberIn, room } from './room-commands.ts';
import { wholeLog } from '../whole-log.ts';

/** Rooms: groups whose members stand in an index, and not in their state. */
export function roomContract(stores: () => Stores, other: () => Stores): void {
  describe('a room', { timeout: 60_000 }, () => {
    test('counts its members, and holds only owners and admins in its state', async () => {
      const [owner, admin, member] = [someone(), someone(), someone()];
      const conversation = await room(stores(), owner, [admin, member]);
      await append(
        stores(),
        command(conversation, owner, { kind: 'roleChanged', member: admin, role: 'admin' }),
      );
      await wholeLog(other(), conversation);
      const state = await other().conversations.state(conversation);
      expect(state).toMatchObject({ memberCount: 3, head: 4 });
      expect(Object.keys(state?.members ?? {}).toSorted()).toEqual([owner, admin].toSorted());
      expect(await memberIn(other(), conversation, admin)).toMatchObject({ role: 'admin' });
      expect(await memberIn(other(), conversation, member)).toMatchObject({ role: 'member' });
      expect(await memberIn(other(), conversation, someone())).toBeUndefined();
    });

    test('is among the conversations of those who joined, until they leave', async () => {
      const [owner, member] = [someone(), someone()];
      const conversation = await room(stores(), owner, [member]);
      for (const uid of [owner, member])
        expect(await other().conversations.conversationsOf(uid)).toContain(conversation);
      await leave(stores(), conversation, member);
      expect(await other().conversations.conversationsOf(member)).not.toContain(conversation);
      expect(await other().conversations.state(conversation)).toMatchObject({ memberCount: 1 });
    });

    test('makes nobody a companion', async () => {
      const [owner, member] = [someone(), someone()];
      await room(stores(), owner, [member]);
      const shared = await group(stores(), owner, { members: [member] });
      expect(await stores().conversations.companionsOf(member)).toEqual([owner]);
      await append(stores(), command(shared, member, { kind: 'left' }));
      expect(await stores().conversations.companionsOf(member)).toEqual([]);
    });

    test('shows nothing before one joined, then all of it, and after that nothing new', async () => {
      const [owner, member] = [someone(), someone()];
      const conversation = await room(stores(), owner);
      await talk(stores(), conversation, owner, 3);
      expect(await other().conversations.view(member, conversation)).toBeUndefined();

      const { entry } = await join(stores(), conversation, member);
      const view = await other().conversations.view(member, conversation);
      expect(view).toMatchObject({ unread: 0, mark: { delivered: entry.seq, read: entry.seq } });
      expect(view && headOf(member, view)).toMatchObject({
        role: 'member',
        memberCount: 2,
        readable: [{ from: 1 }],
      });

      await leave(stores(), conversation, member);
      await talk(stores(), conversation, owner, 2);
      const after = await other().conversations.view(member, conversation);
      expect(after?.newest.seq).toBe(entry.seq + 1);
      const state = await other().conversations.state(conversation, [member]);
      expect(state && readableRanges(state, member)).toEqual([{ from: 1, to: entry.seq + 1 }]);
    });

    test('lets in who left, and counts them once', async () => {
      const [owner, member] = [someone(), someone()];
      const conversation = await room(stores(), owner, [member]);
      await leave(stores(), conversation, member);
      const { entry } = await join(other(), conversation, member);
      expect(await memberIn(stores(), conversation, member)).toEqual({
        role: 'member',
        intervals: [{ from: entry.seq }],
      });
      await expect(join(stores(), conversation, member)).rejects.toThrow(refusal('E_ALREADY_MEMBER'));
      expect(await stores().conversations.state(conversation)).toMatchObject({ memberCount: 2 });
      await wholeLog(stores(), conversation);
    });

    test('takes messages of its members only', async () => {
      const [owner, member, stranger] = [someone(), someone(), someone()];
      const conversation = await room(stores(), owner, [member]);
      await append(other(), message(conversation, member));
      await expect(append(stores(), message(conversation, stranger))).rejects.toThrow(refusal('E_NOT_FOUND'));
      await leave(stores(), conversation, member);
      await expect(append(other(), message(conversation, member))).rejects.toThrow(refusal('E_NOT_A_MEMBER'));
    });

    test('is left for good by whom an admin removes, role and all', async () => {
      const [owner, admin, member] = [someone(), someone(), someone()];
      const conversation = await room(stores(), owner, [admin, member]);
      const promote = (uid: string) =>
        append(stores(), command(conversation, owner, { kind: 'roleChanged', member: uid, role: 'admin' }));
      await promote(admin);
      await append(other(), command(conversation, admin, { kind: 'removed', member }));
      expect(await memberIn(stores(), conversation, member)).toMatchObject({ role: null });
      await expect(
        append(stores(), command(conversation, admin, { kind: 'removed', member })),
      ).rejects.toThrow(refusal('E_NOT_A_MEMBER'));
      await append(stores(), command(conversation, owner, { kind: 'removed', member: admin }));
      await join(stores(), conversation, admin);
      expect(await memberIn(other(), conversation, admin)).toMatchObject({ role: 'member' });
      await wholeLog(stores(), conversation);
    });

    test('keeps its last owner', async () => {
      const [owner, member] = [someone(), someone()];
      const conversation = await room(stores(), owner, [member]);
      await expect(leave(stores(), conversation, owner)).rejects.toThrow(refusal('E_LAST_OWNER'));
      await leave(stores(), conversation, member);
      await expect(leave(stores(), conversation, owner)).rejects.toThrow(refusal('E_LAST_OWNER'));
    });

    test('is told of its members by its head: marks of few, of more the floor', async () => {
      const [owner, late] = [someone(), someone()];
      const conversation = await room(stores(), owner, [late]);
      const { entry } = await append(stores(), message(conversation, owner));
      const few = await other().conversations.view(owner, conversation);
      expect(few?.floor).toEqual({ delivered: 2, read: 2 });
      expect(few?.marks).toHaveLength(2);
      const people = await crowd(stores(), conversation, LIMITS.marksMembers);
      const many = await other().conversations.view(owner, conversation);
      expect(many).toMatchObject({ floor: { delivered: 2, read: 2 } });
      expect(many).not.toHaveProperty('marks');

      const report = { conversation, seq: entry.seq };
      const [moved] = await other().conversations.moveMarks(late, 'delivered', [report]);
      expect(moved).toEqual({ conversation, mark: { uid: late, delivered: 3, read: 2 }, isOwn: true });
      const seen = await stores().conversations.view(people[0] ?? owner, conversation);
      expect(seen?.floor).toEqual({ delivered: 1, read: 1 });
      const own = await stores().conversations.view(owner, conversation);
      expect(own?.floor).toEqual({ delivered: 3, read: 2 });
    });

    test('is changed for its members by what is said there, and not for those who left', async () => {
      const [owner, member, former] = [someone(), someone(), someone()];
      const conversation = await room(stores(), owner, [member, former]);
      await leave(stores(), conversation, former);
      const changes = async (uid: string, token?: string) => {
        const page = await stores().conversations.views(uid, token, 200, new PageBudget(1_000_000));
        const own = page.views.filter(({ state }) => state.conversation === conversation);
        return { token: page.token, heads: own.map(({ newest }) => newest.seq) };
      };
      const [first, second] = [await changes(member), await changes(former)];
      expect([first.heads, second.heads]).toEqual([[4], [4]]);
      await append(stores(), message(conversation, owner));
      expect((await changes(member, first.token)).heads).toContain(5);
      expect((await changes(former, second.token)).heads).not.toContain(5);
    });

    test('shows its last message, however many joined since', async () => {
      const owner = someone();
      const conversation = await room(stores(), owner);
      const { entry } = await append(stores(), message(conversation, owner, 'welcome'));
      await crowd(stores(), conversation, 70);
      const view = await other().conversations.view(owner, conversation);
      expect(view?.last).toEqual(entry);
      expect(view?.unread).toBe(0);
    });

    test('begins with its owner alone, open, with all of its history', async () => {
      const owner = someone();
      const { body } = createRoom(someone(), owner);
      for (const change of [
        { history: 'fromJoin' },
        { protection: 'sealed' },
        { members: [owner, someone()].map((uid) => ({ uid, role: 'owner' })) },
      ])
        await expect(
          append(stores(), {
            ...command(someone(), owner, body),
            body: { ...body, ...change } as typeof body,
          }),
        ).rejects.toThrow(refusal('E_BAD_REQUEST'));
    });

    test('is joined only if it is one: a private group does not show that it exists', async () => {
      const [owner, former] = [someone(), someone()];
      const conversation = await group(stores(), owner, { members: [former] });
      await leave(stores(), conversation, former);
      await expect(join(stores(), conversation, someone())).rejects.toThrow(refusal('E_NOT_FOUND'));
      await expect(join(stores(), conversation, former)).rejects.toThrow(refusal('E_NOT_A_MEMBER'));
      await expect(join(stores(), someone(), owner)).rejects.toThrow(refusal('E_NOT_FOUND'));
    });

    test('that was deleted lets nobody in', async () => {
      const [owner, member] = [someone(), someone()];
      const conversation = await room(stores(), owner, [member]);
      await append(stores(), command(conversation, owner, { kind: 'ended' }));
      await expect(join(other(), conversation, someone())).rejects.toThrow(refusal('E_CONVERSATION_ENDED'));
      const state = await other().conversations.state(conversation, [member]);
      expect(state && roleOf(state, member)).toBe('member');
    });

    test('answers a repeated join with the first, also after one was removed', async () => {
      const [owner, member] = [someone(), someone()];
      const conversation = await room(stores(), owner);
      const joining = command(conversation, member, { kind: 'joined' });
      const first = await append(stores(), joining);
      expect(await append(other(), joining)).toMatchObject({ repeated: true, entry: first.entry });
      await append(stores(), command(conversation, owner, { kind: 'removed', member }));
      expect(await append(other(), joining)).toMatchObject({ repeated: true, entry: first.entry });
      expect(await memberIn(stores(), conversation, member)).toMatchObject({ role: null });
    });
  });
}
