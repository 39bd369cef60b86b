import { describe, expect, test } from 'vitest';
import type { Stores } from '../../src/domain/stores.ts';
import { append, command, createGroup, group, message, someone } from './commands.ts';
import { codes } from './refusal.ts';
import { wholeLog } from './whole-log.ts';

const ROUNDS = 10;

/** Races between two servers over the same data; where an adapter knows one server only, between its callers. */
export function raceContract(stores: () => Stores, other: () => Stores): void {
  describe('at the same time', { timeout: 30_000 }, () => {
    test('a removal and a send: what was sent after the removal is refused', async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const [owner, friend] = [someone(), someone()];
        const conversation = await group(stores(), owner, { members: [friend] });
        const results = await Promise.allSettled([
          append(stores(), message(conversation, friend)),
          append(other(), command(conversation, owner, { kind: 'removed', member: friend })),
        ]);
        const kinds = (await wholeLog(stores(), conversation)).map(({ body }) => body.kind);
        expect(kinds.slice(1)).toEqual(
          codes(results)[0] === undefined ? ['message', 'removed'] : ['removed'],
        );
      }
    });

    test('two senders with one id: one is stored, the other refused', async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const [owner, friend] = [someone(), someone()];
        const conversation = await group(stores(), owner, { members: [friend] });
        const said = message(conversation, owner);
        const results = await Promise.allSettled([
          append(stores(), said),
          append(other(), { ...said, sender: friend }),
        ]);
        expect(codes(results).toSorted()).toEqual(['E_MESSAGE_ID_REUSED', undefined]);
        expect(await wholeLog(stores(), conversation)).toHaveLength(2);
      }
    });

    test('two owners leaving: one stays', async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const [first, second] = [someone(), someone()];
        const conversation = await group(stores(), first, { owners: [second], members: [someone()] });
        const results = await Promise.allSettled([
          append(stores(), command(conversation, first, { kind: 'left' })),
          append(other(), command(conversation, second, { kind: 'left' })),
        ]);
        expect(codes(results).toSorted()).toEqual(['E_LAST_OWNER', undefined]);
        expect(await wholeLog(stores(), conversation)).toHaveLength(2);
      }
    });

    test('the end and a send: nothing stands after the end', async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const [owner, friend] = [someone(), someone()];
        const conversation = await group(stores(), owner, { members: [friend] });
        await Promise.allSettled([
          append(stores(), message(conversation, friend)),
          append(other(), command(conversation, owner, { kind: 'ended' })),
        ]);
        expect((await wholeLog(stores(), conversation)).at(-1)?.body.kind).toBe('ended');
      }
    });

    test('a deletion and an edit: nothing of what was said is left', async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const owner = someone();
        const conversation = await group(stores(), owner);
        await append(stores(), message(conversation, owner, 'a secret'));
        const results = await Promise.allSettled([
          append(stores(), command(conversation, owner, { kind: 'edit', target: 2 }, 'another secret')),
          append(other(), command(conversation, owner, { kind: 'deletion', target: 2 })),
        ]);
        expect(codes(results)[1]).toBeUndefined();
        const payloads = (await wholeLog(stores(), conversation)).flatMap(({ payload }) => payload ?? []);
        expect(payloads.map(({ kind }) => kind)).toEqual(payloads.map(() => 'erased'));
      }
    });

    test('leaving and being taken out: they go once, and are in again with the next addition', async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const [owner, friend] = [someone(), someone()];
        const conversation = await group(stores(), owner, { members: [friend] });
        await Promise.allSettled([
          append(stores(), command(conversation, friend, { kind: 'left' })),
          append(other(), command(conversation, owner, { kind: 'removed', member: friend })),
        ]);
        await append(other(), command(conversation, owner, { kind: 'added', members: [friend] }));
        await append(stores(), message(conversation, friend));
        expect(await wholeLog(stores(), conversation)).toHaveLength(4);
        const state = await stores().conversations.state(conversation);
        expect(state?.members[friend]?.intervals).toEqual([{ from: 1, to: 2 }, { from: 3 }]);
        expect(await other().conversations.conversationsOf(friend)).toContain(conversation);
      }
    });

    test('two retries of one message on two servers are stored once', async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const owner = someone();
        const conversation = await group(stores(), owner);
        const said = message(conversation, owner);
        const [here, there] = await Promise.all([append(stores(), said), append(other(), said)]);
        expect(here.entry).toEqual(there.entry);
        expect(here.repeated).not.toBe(there.repeated);
        expect(await wholeLog(stores(), conversation)).toHaveLength(2);
      }
    });

    test('two begin the same conversation: it begins once', async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const [owner, conversation] = [someone(), someone()];
        const results = await Promise.allSettled([
          append(stores(), createGroup(conversation, owner)),
          append(other(), createGroup(conversation, owner)),
        ]);
        expect(codes(results).toSorted()).toEqual(['E_CONVERSATION_EXISTS', undefined]);
        expect(await wholeLog(stores(), conversation)).toHaveLength(1);
      }
    });
  });
}
