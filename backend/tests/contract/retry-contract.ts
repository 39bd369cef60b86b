import { describe, expect, test } from 'vitest';
import type { Stores } from '../../src/domain/stores.ts';
import { append, command, createGroup, group, message, NOW, someone, text } from './commands.ts';
import { codes, refusal } from './refusal.ts';
import { wholeLog } from './whole-log.ts';

export function retryContract(stores: () => Stores): void {
  describe('a retry', () => {
    test('gets the entry of the first try, and the state as it is now', async () => {
      const owner = someone();
      const conversation = await group(stores(), owner);
      const first = message(conversation, owner);
      const stored = await append(stores(), first);
      const later = await append(stores(), message(conversation, owner));
      const again = await stores().conversations.append(first, NOW + 60_000);
      expect(again).toEqual({ entry: stored.entry, state: later.state, repeated: true });
      expect(await wholeLog(stores(), conversation)).toHaveLength(3);
    });

    test('with other content is refused', async () => {
      const owner = someone();
      const conversation = await group(stores(), owner);
      const first = message(conversation, owner, 'one');
      await append(stores(), first);
      const reused = { ...first, payload: text('two') };
      await expect(append(stores(), reused)).rejects.toThrow(refusal('E_MESSAGE_ID_REUSED'));
      expect(await wholeLog(stores(), conversation)).toHaveLength(2);
    });

    test('with the id of somebody else is refused, and learns nothing of theirs', async () => {
      const [owner, friend] = [someone(), someone()];
      const conversation = await group(stores(), owner, { members: [friend] });
      const first = message(conversation, owner);
      await append(stores(), first);
      await append(stores(), message(conversation, friend));
      const taken = { ...first, sender: friend };
      await expect(append(stores(), taken)).rejects.toThrow(refusal('E_MESSAGE_ID_REUSED'));
      expect(await stores().conversations.find(conversation, friend, first.id)).toBeUndefined();
      expect(await append(stores(), first)).toMatchObject({ entry: { seq: 2 }, repeated: true });
      expect((await append(stores(), message(conversation, friend))).entry.seq).toBe(4);
    });

    test('with the id of somebody else is refused to who may not send as if the id were free', async () => {
      const [owner, stranger] = [someone(), someone()];
      const conversation = await group(stores(), owner);
      const first = message(conversation, owner);
      await append(stores(), first);
      await expect(append(stores(), { ...first, sender: stranger })).rejects.toThrow(refusal('E_NOT_FOUND'));
    });

    test('with the id of an entry of another kind is refused to its sender and to others', async () => {
      const [owner, friend] = [someone(), someone()];
      const creation = createGroup(someone(), owner, { members: [friend] });
      await append(stores(), creation);
      for (const sender of [owner, friend]) {
        const reused = { ...message(creation.conversation, sender), id: creation.id };
        await expect(append(stores(), reused)).rejects.toThrow(refusal('E_MESSAGE_ID_REUSED'));
      }
    });

    test('is acknowledged even after its sender was removed', async () => {
      const [owner, friend] = [someone(), someone()];
      const conversation = await group(stores(), owner, { members: [friend] });
      const said = message(conversation, friend);
      await append(stores(), said);
      await append(stores(), command(conversation, owner, { kind: 'removed', member: friend }));
      expect(await append(stores(), said)).toMatchObject({ entry: { seq: 2 }, repeated: true });
      await expect(append(stores(), message(conversation, friend))).rejects.toThrow(
        refusal('E_NOT_A_MEMBER'),
      );
    });

    test('of a message that was deleted since is still acknowledged', async () => {
      const owner = someone();
      const conversation = await group(stores(), owner);
      const said = message(conversation, owner);
      await append(stores(), said);
      await append(stores(), command(conversation, owner, { kind: 'deletion', target: 2 }));
      expect(await append(stores(), said)).toMatchObject({ entry: { seq: 2 }, repeated: true });
    });

    test('works for every command: creating, adding, leaving, renaming, deleting, ending', async () => {
      const [owner, friend] = [someone(), someone()];
      const creation = createGroup(someone(), owner);
      const { conversation } = creation;
      const commands = [
        creation,
        command(conversation, owner, { kind: 'added', members: [friend] }),
        command(conversation, friend, { kind: 'left' }),
        command(conversation, owner, { kind: 'renamed', name: 'Rowers' }),
        message(conversation, owner),
        command(conversation, owner, { kind: 'deletion', target: 5 }),
        command(conversation, owner, { kind: 'ended' }),
      ];
      for (const next of commands) await append(stores(), next);
      for (const [index, next] of commands.entries())
        expect(await append(stores(), next)).toMatchObject({ entry: { seq: index + 1 }, repeated: true });
      expect(await wholeLog(stores(), conversation)).toHaveLength(commands.length);
    });

    test('at the same time as the first try is stored once', async () => {
      const owner = someone();
      const conversation = await group(stores(), owner);
      const said = message(conversation, owner);
      const tries = await Promise.all(Array.from({ length: 8 }, () => append(stores(), said)));
      expect(tries.map(({ entry }) => entry.seq)).toEqual(Array.from({ length: 8 }, () => 2));
      expect(tries.filter(({ repeated }) => !repeated)).toHaveLength(1);
      expect(await wholeLog(stores(), conversation)).toHaveLength(2);
    });

    test('at the same time with other content: one is stored, the other refused', async () => {
      const owner = someone();
      const conversation = await group(stores(), owner);
      const said = message(conversation, owner, 'one');
      const tries = [said, { ...said, payload: text('two') }].map((next) => append(stores(), next));
      expect(codes(await Promise.allSettled(tries)).toSorted()).toEqual(['E_MESSAGE_ID_REUSED', undefined]);
      expect(await wholeLog(stores(), conversation)).toHaveLength(2);
    });

    test('can be looked up by its id', async () => {
      const owner = someone();
      const conversation = await group(stores(), owner);
      const said = message(conversation, owner);
      const { entry } = await append(stores(), said);
      expect(await stores().conversations.find(conversation, owner, said.id)).toEqual(entry);
      expect(await stores().conversations.find(conversation, someone(), said.id)).toBeUndefined();
    });
  });
}
