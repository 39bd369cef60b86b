import type { Uuid } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import type { Stores } from '../../src/domain/stores.ts';
import { append, command, group, message, someone, talk } from './commands.ts';

export function markContract(stores: () => Stores): void {
  const move = (uid: Uuid, kind: 'delivered' | 'read', conversation: Uuid, seq: number) =>
    stores().conversations.moveMarks(uid, kind, [{ conversation, seq }]);
  const marksOf = async (conversation: Uuid) =>
    new Map(
      (await stores().conversations.marks(conversation)).map(({ uid, ...mark }) => [uid, mark] as const),
    );

  describe('marks', () => {
    test('move forward, and reading takes delivered along', async () => {
      const [owner, friend] = [someone(), someone()];
      const conversation = await group(stores(), owner, { members: [friend] });
      await talk(stores(), conversation, owner, 3);
      expect(await move(friend, 'delivered', conversation, 3)).toEqual([
        { conversation, mark: { uid: friend, delivered: 3, read: 1 } },
      ]);
      expect(await move(friend, 'read', conversation, 4)).toEqual([
        { conversation, mark: { uid: friend, delivered: 4, read: 4 } },
      ]);
      expect((await marksOf(conversation)).get(friend)).toEqual({ delivered: 4, read: 4 });
    });

    test('never go back', async () => {
      const owner = someone();
      const conversation = await group(stores(), owner);
      await talk(stores(), conversation, owner, 4);
      await move(owner, 'read', conversation, 5);
      expect(await move(owner, 'read', conversation, 2)).toEqual([]);
      expect(await move(owner, 'delivered', conversation, 5)).toEqual([]);
      expect((await marksOf(conversation)).get(owner)).toEqual({ delivered: 5, read: 5 });
    });

    test('never go back with reports at the same time', async () => {
      const owner = someone();
      const conversation = await group(stores(), owner);
      await talk(stores(), conversation, owner, 10);
      const seqs = [3, 9, 5, 11, 2, 7];
      await Promise.all(seqs.map((seq) => move(owner, 'read', conversation, seq)));
      expect((await marksOf(conversation)).get(owner)).toEqual({ delivered: 11, read: 11 });
    });

    test('go no further than what one may read', async () => {
      const [owner, friend] = [someone(), someone()];
      const conversation = await group(stores(), owner, { members: [friend] });
      await append(stores(), command(conversation, friend, { kind: 'left' }));
      await talk(stores(), conversation, owner, 3);
      expect(await move(owner, 'read', conversation, 99)).toMatchObject([{ mark: { read: 5 } }]);
      await move(friend, 'read', conversation, 99);
      expect((await stores().conversations.view(friend, conversation))?.mark).toEqual({
        delivered: 2,
        read: 2,
      });
    });

    test('of a former member still move, and nobody else is told', async () => {
      const [owner, friend] = [someone(), someone()];
      const conversation = await group(stores(), owner, { members: [friend] });
      await talk(stores(), conversation, owner, 3);
      await append(stores(), command(conversation, owner, { kind: 'removed', member: friend }));
      expect(await move(friend, 'read', conversation, 4)).toEqual([]);
      expect((await stores().conversations.view(friend, conversation))?.mark.read).toBe(4);
    });

    test('of a stranger are left out, others in the same batch are not', async () => {
      const owner = someone();
      const [mine, theirs] = [await group(stores(), owner), await group(stores(), someone())];
      await talk(stores(), mine, owner, 1);
      const reports = [theirs, mine, someone()].map((conversation) => ({ conversation, seq: 2 }));
      const moved = await stores().conversations.moveMarks(owner, 'delivered', reports);
      expect(moved.map(({ conversation }) => conversation)).toEqual([mine]);
    });

    test('of a joiner start at the join, and again when they come back', async () => {
      const [owner, friend] = [someone(), someone()];
      const conversation = await group(stores(), owner);
      await talk(stores(), conversation, owner, 2);
      await append(stores(), command(conversation, owner, { kind: 'added', members: [friend] }));
      expect((await marksOf(conversation)).get(friend)).toEqual({ delivered: 4, read: 4 });
      await append(stores(), command(conversation, friend, { kind: 'left' }));
      expect((await marksOf(conversation)).has(friend)).toBe(false);
      await append(stores(), message(conversation, owner));
      await append(stores(), command(conversation, owner, { kind: 'added', members: [friend] }));
      expect((await marksOf(conversation)).get(friend)).toEqual({ delivered: 7, read: 7 });
    });
  });
}
