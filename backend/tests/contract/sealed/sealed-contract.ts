import { randomUUID } from 'node:crypto';
import { KEY_LIMITS, type Body, type ConversationState, type Uuid } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { PageBudget } from '../../../src/domain/log/page-budget.ts';
import type { Stores } from '../../../src/domain/stores.ts';
import { append, command, group, message, someone } from '../commands.ts';
import { refusal } from '../refusal.ts';
import { keysOn, sealedCommand } from './sealed-commands.ts';
import { wholeLog } from '../whole-log.ts';

const room = () => new PageBudget(1_000_000);
/** With their owner, more than the keys of one part are for. */
const crowd = () => Array.from({ length: KEY_LIMITS.partRecipients }, someone);
const MESSAGE: Body = { kind: 'message', epoch: 1 };

async function says(stores: Stores, state: ConversationState, sender: Uuid, body: Body) {
  return (await append(stores, sealedCommand(state, sender, body))).state;
}

/** A group that its owner sealed. */
async function sealedGroup(stores: Stores, owner: Uuid, members: readonly Uuid[] = []) {
  const conversation = await group(stores, owner, { members });
  const open = await stores.conversations.state(conversation);
  if (open === undefined) throw new Error('there is no group');
  return says(stores, open, owner, keysOn(open));
}

export function sealedContract(stores: () => Stores, other: () => Stores): void {
  describe('a sealed log', () => {
    test('is known to every server as what its entries made it', async () => {
      const [owner, friend] = [someone(), someone()];
      let state = await sealedGroup(stores(), owner, [friend, ...crowd()]);
      state = await says(stores(), state, friend, { kind: 'rekeyed', version: 3 });
      state = await says(stores(), state, owner, keysOn(state, { parts: 2 }));
      expect(state).toMatchObject({
        protection: 'sealed',
        roster: 3,
        epoch: { epoch: 2, starter: owner, roster: 3, part: 1, parts: 2, lastPart: 4 },
        epochStarts: { [owner]: 1 },
        members: { [friend]: { keyVersion: 3 } },
      });
      for (const store of [stores(), other()]) {
        expect(await store.conversations.state(state.conversation)).toEqual(state);
        expect((await store.conversations.view(friend, state.conversation))?.state).toEqual(state);
      }
      expect(await wholeLog(other(), state.conversation)).toHaveLength(4);
    });

    test('is compared with the one that the sender held', async () => {
      const owner = someone();
      const early = await sealedGroup(stores(), owner);
      let state = early;
      for (let i = 0; i < 3; i++) state = await says(stores(), state, owner, MESSAGE);
      expect((await append(other(), sealedCommand(early, owner, MESSAGE))).entry.seq).toBe(6);
      const forked = { ...early, chain: Buffer.alloc(32, 5).toString('base64') };
      for (const store of [stores(), other()])
        await expect(append(store, sealedCommand(forked, owner, MESSAGE))).rejects.toThrow(
          refusal('E_KEY_EPOCH'),
        );
    });

    test('takes a command once, and answers its retry although the log has gone on', async () => {
      const [owner, friend] = [someone(), someone()];
      const state = await sealedGroup(stores(), owner, [friend]);
      const sent = sealedCommand(state, owner, MESSAGE);
      const { entry } = await append(stores(), sent);
      const next = await stores().conversations.state(state.conversation);
      if (next === undefined) throw new Error('the log is gone');
      await says(stores(), next, owner, { kind: 'removed', member: friend });
      expect(await append(other(), sent)).toMatchObject({ repeated: true, entry });
      const anew = { ...sealedCommand(state, owner, MESSAGE), id: sent.id };
      await expect(append(stores(), anew)).rejects.toThrow(refusal('E_MESSAGE_ID_REUSED'));
    });

    test('erases a message and keeps its hash', async () => {
      const owner = someone();
      const state = await says(stores(), await sealedGroup(stores(), owner), owner, MESSAGE);
      await says(stores(), state, owner, { kind: 'deletion', target: 3 });
      // `wholeLog` checks the chain.
      const log = await wholeLog(other(), state.conversation);
      expect(log[2]?.payload).toMatchObject({ kind: 'erased', was: 'sealed' });
      expect(log[3]?.payload).toMatchObject({ kind: 'sealed' });
    });

    test('takes no more parts of keys than its members fill', async () => {
      const owner = someone();
      const state = await sealedGroup(stores(), owner, crowd());
      for (const store of [stores(), other()])
        await expect(append(store, sealedCommand(state, owner, keysOn(state, { parts: 3 })))).rejects.toThrow(
          refusal('E_KEY_EPOCH'),
        );
      expect(await says(other(), state, owner, keysOn(state, { parts: 2 }))).toMatchObject({ head: 3 });
    });

    test('gives the parts of the keys of an epoch', async () => {
      const owner = someone();
      let state = await sealedGroup(stores(), owner, crowd());
      state = await says(stores(), state, owner, keysOn(state, { parts: 2 }));
      state = await says(stores(), state, owner, keysOn(state, { epoch: 2, part: 2, parts: 2 }));
      const log = await wholeLog(stores(), state.conversation);
      for (const store of [stores(), other()]) {
        const { conversations } = store;
        expect(await conversations.keysOf(state.conversation, 1)).toEqual(log.slice(1, 2));
        expect(await conversations.keysOf(state.conversation, 2)).toEqual(log.slice(2, 4));
        expect(await conversations.keysOf(state.conversation, 3)).toEqual([]);
        expect(await conversations.keysOf(randomUUID(), 1)).toEqual([]);
      }
    });
  });

  describe('the roster list of a log', () => {
    test('has the first keys, with which a conversation becomes sealed, and no others', async () => {
      const owner = someone();
      let state = await sealedGroup(stores(), owner, crowd());
      state = await says(stores(), state, owner, keysOn(state, { parts: 2 }));
      await says(stores(), state, owner, keysOn(state, { epoch: 2, part: 2, parts: 2 }));
      const list = await other().conversations.rosterWithin(state.conversation, { from: 1, to: 4 }, room());
      expect(list.map(({ seq }) => seq)).toEqual([1, 2]);
    });

    test('is what changed members, roles and the name, open or sealed', async () => {
      const [owner, friend] = [someone(), someone()];
      const conversation = await group(stores(), owner, { members: [friend] });
      for (const next of [
        message(conversation, friend),
        command(conversation, owner, { kind: 'renamed', name: 'Rowers' }),
        command(conversation, owner, { kind: 'reaction', target: 2 }),
        command(conversation, owner, { kind: 'ruled', rule: 'quiet' }),
        command(conversation, friend, { kind: 'left' }),
        message(conversation, owner),
        command(conversation, owner, { kind: 'ended' }),
      ])
        await append(stores(), next);
      const seqs = async (from: number, to: number, budget = room()) =>
        (await other().conversations.rosterWithin(conversation, { from, to }, budget)).map(({ seq }) => seq);
      expect(await seqs(1, 8)).toEqual([1, 3, 5, 6, 8]);
      expect(await seqs(2, 6)).toEqual([3, 5, 6]);
      expect(await seqs(1, 8, new PageBudget(0))).toEqual([1]);
    });
  });
}
