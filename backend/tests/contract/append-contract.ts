import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Stores } from '../../src/domain/stores.ts';
import { append, command, createGroup, group, message, NOW, someone, talk, text } from './commands.ts';
import { refusal } from './refusal.ts';
import { wholeLog } from './whole-log.ts';

export function appendContract(stores: () => Stores): void {
  describe('appending', () => {
    test('answers with the entry that is stored, one after the last', async () => {
      const owner = someone();
      const conversation = await group(stores(), owner);
      const next = message(conversation, owner, 'hello');
      const { entry, state, repeated } = await append(stores(), next);
      expect(entry).toMatchObject({ ...next, seq: 2, time: NOW, count: 1 });
      expect(state).toMatchObject({ head: 2, count: 1, chain: entry.chain });
      expect(repeated).toBe(false);
      expect(await wholeLog(stores(), conversation)).toHaveLength(2);
      expect(await stores().conversations.entries(conversation, 2, 2)).toEqual([entry]);
    });

    test('keeps sealed payloads and all bodies as they came', async () => {
      const [owner, friend] = [someone(), someone()];
      const conversation = await group(stores(), owner, { members: [friend] });
      const sealed = { ...message(conversation, owner), payload: { ...text('x'), kind: 'sealed' as const } };
      const commands = [
        sealed,
        command(conversation, friend, { kind: 'reaction', target: 2 }, '+1'),
        command(conversation, owner, { kind: 'pinned', target: 2 }),
        command(conversation, owner, { kind: 'renamed', name: 'Rowers' }),
        command(conversation, owner, { kind: 'roleChanged', member: friend, role: 'admin' }),
        command(conversation, owner, { kind: 'unpinned', target: 2 }),
        command(conversation, friend, { kind: 'left' }),
      ];
      for (const next of commands) await append(stores(), next);
      const entries = await wholeLog(stores(), conversation);
      expect(entries.slice(1)).toMatchObject(commands);
    });

    test('refuses what the state does not allow, and stores nothing of it', async () => {
      const [owner, stranger] = [someone(), someone()];
      const conversation = await group(stores(), owner);
      const intrusion = message(conversation, stranger);
      await expect(append(stores(), intrusion)).rejects.toThrow(refusal('E_NOT_FOUND'));
      await expect(append(stores(), message(randomUUID(), owner))).rejects.toThrow(refusal('E_NOT_FOUND'));
      await expect(append(stores(), createGroup(conversation, stranger))).rejects.toThrow(
        refusal('E_CONVERSATION_EXISTS'),
      );
      expect(await wholeLog(stores(), conversation)).toHaveLength(1);
      expect(await stores().conversations.find(conversation, stranger, intrusion.id)).toBeUndefined();
    });

    test('looks at the entry that a command refers to', async () => {
      const [owner, friend] = [someone(), someone()];
      const conversation = await group(stores(), owner, { members: [friend] });
      await talk(stores(), conversation, owner, 1);
      const edit = { kind: 'edit', target: 2 } as const;
      await expect(append(stores(), command(conversation, friend, edit))).rejects.toThrow(
        refusal('E_TARGET'),
      );
      expect((await append(stores(), command(conversation, owner, edit))).entry.seq).toBe(3);
    });

    test('accepts nothing after the end', async () => {
      const owner = someone();
      const conversation = await group(stores(), owner);
      await append(stores(), command(conversation, owner, { kind: 'ended' }));
      await expect(append(stores(), message(conversation, owner))).rejects.toThrow(
        refusal('E_CONVERSATION_ENDED'),
      );
      expect((await wholeLog(stores(), conversation)).at(-1)?.body.kind).toBe('ended');
    });

    test('has no gap and nothing twice with eight writers at once', async () => {
      const writers = Array.from({ length: 8 }, someone);
      const conversation = await group(stores(), someone(), { members: writers });
      await Promise.all(writers.map((writer) => talk(stores(), conversation, writer, 20)));
      expect(await wholeLog(stores(), conversation)).toHaveLength(161);
    });

    test('keeps each of many conversations at once', async () => {
      const owner = someone();
      const conversations = await Promise.all(Array.from({ length: 10 }, () => group(stores(), owner)));
      const sends = conversations.flatMap((conversation) =>
        Array.from({ length: 10 }, () => append(stores(), message(conversation, owner))),
      );
      await Promise.all(sends);
      for (const conversation of conversations)
        expect(await wholeLog(stores(), conversation)).toHaveLength(11);
    });
  });

  describe('deleting', () => {
    test('erases what was said and its edits, leaves the hash, and the chain holds', async () => {
      const owner = someone();
      const conversation = await group(stores(), owner);
      await append(stores(), message(conversation, owner, 'a secret'));
      await append(stores(), command(conversation, owner, { kind: 'edit', target: 2 }, 'a better secret'));
      await append(stores(), message(conversation, owner, 'another thing'));
      const before = await wholeLog(stores(), conversation);
      await append(stores(), command(conversation, owner, { kind: 'deletion', target: 2 }));
      const after = await wholeLog(stores(), conversation);
      expect(after.map(({ payload }) => payload?.kind)).toEqual([
        undefined,
        'erased',
        'erased',
        'plain',
        undefined,
      ]);
      expect(after.slice(0, 4).map(({ chain }) => chain)).toEqual(before.map(({ chain }) => chain));
    });

    test('is for owners what others wrote, too, and not for members what an owner wrote', async () => {
      const [owner, member] = [someone(), someone()];
      const conversation = await group(stores(), owner, { members: [member] });
      await append(stores(), message(conversation, owner, 'a rule'));
      await append(stores(), message(conversation, member, 'an insult'));
      const forbidden = command(conversation, member, { kind: 'deletion', target: 2 });
      await expect(append(stores(), forbidden)).rejects.toThrow(refusal('E_TARGET'));
      await append(stores(), command(conversation, owner, { kind: 'deletion', target: 3 }));
      const log = await wholeLog(stores(), conversation);
      expect(log.map(({ payload }) => payload?.kind)).toEqual([undefined, 'plain', 'erased', undefined]);
      expect(log.at(-1)).toMatchObject({ sender: owner, body: { kind: 'deletion', target: 3 } });
    });
  });
}
