import { LIMITS } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import type { Stores } from '../../../src/domain/stores.ts';
import { append, command, message, someone } from '../commands.ts';
import { codes } from '../refusal.ts';
import { join, leave, memberIn, room } from './room-commands.ts';
import { wholeLog } from '../whole-log.ts';

const ROUNDS = 10;

/** Races in rooms between two servers over the same data; where an adapter knows one server only, between its callers. */
export function roomRaceContract(stores: () => Stores, other: () => Stores): void {
  describe('at the same time in a room', { timeout: 60_000 }, () => {
    test('two join: both are in', async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const [owner, here, there] = [someone(), someone(), someone()];
        const conversation = await room(stores(), owner);
        await Promise.all([join(stores(), conversation, here), join(other(), conversation, there)]);
        await wholeLog(stores(), conversation);
        expect(await other().conversations.state(conversation)).toMatchObject({ memberCount: 3 });
        for (const uid of [here, there])
          expect(await memberIn(stores(), conversation, uid)).toMatchObject({ role: 'member' });
      }
    });

    test('one joins on two devices: they are in once', async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const [owner, member] = [someone(), someone()];
        const conversation = await room(stores(), owner);
        const results = await Promise.allSettled([
          join(stores(), conversation, member),
          join(other(), conversation, member),
        ]);
        expect(codes(results).toSorted()).toEqual(['E_ALREADY_MEMBER', undefined]);
        expect(await stores().conversations.state(conversation)).toMatchObject({ memberCount: 2 });
      }
    });

    test('a message and a removal: what was sent after the removal is refused', async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const [owner, member] = [someone(), someone()];
        const conversation = await room(stores(), owner, [member]);
        const results = await Promise.allSettled([
          append(stores(), message(conversation, member)),
          append(other(), command(conversation, owner, { kind: 'removed', member })),
        ]);
        const kinds = (await wholeLog(stores(), conversation)).slice(2).map(({ body }) => body.kind);
        const first = codes(results)[0];
        expect([undefined, 'E_NOT_A_MEMBER']).toContain(first);
        expect(kinds).toEqual(first === undefined ? ['message', 'removed'] : ['removed']);
        expect(await memberIn(stores(), conversation, member)).toMatchObject({ role: null });
      }
    });

    test('joining again and a removal: the last entry says who is in', async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const [owner, member] = [someone(), someone()];
        const conversation = await room(stores(), owner, [member]);
        await Promise.allSettled([
          append(stores(), command(conversation, owner, { kind: 'removed', member })),
          join(other(), conversation, member),
          leave(other(), conversation, member),
        ]);
        const log = await wholeLog(stores(), conversation);
        const isIn = log.at(-1)?.body.kind === 'joined';
        for (const store of [stores(), other()]) {
          expect(await memberIn(store, conversation, member)).toMatchObject({ role: isIn ? 'member' : null });
          expect(await store.conversations.state(conversation)).toMatchObject({ memberCount: isIn ? 2 : 1 });
          expect((await store.conversations.conversationsOf(member)).includes(conversation)).toBe(isIn);
        }
      }
    });

    test('two owners leave: one stays', async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const [first, second] = [someone(), someone()];
        const conversation = await room(stores(), first, [second, someone()]);
        await append(
          stores(),
          command(conversation, first, { kind: 'roleChanged', member: second, role: 'owner' }),
        );
        const results = await Promise.allSettled([
          leave(stores(), conversation, first),
          leave(other(), conversation, second),
        ]);
        expect(codes(results).toSorted()).toEqual(['E_LAST_OWNER', undefined]);
        await wholeLog(stores(), conversation);
      }
    });

    test('the last owner leaves and the next one is made: the room keeps an owner', async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const [owner, next] = [someone(), someone()];
        const conversation = await room(stores(), owner, [next]);
        await Promise.allSettled([
          leave(stores(), conversation, owner),
          append(other(), command(conversation, owner, { kind: 'roleChanged', member: next, role: 'owner' })),
          leave(other(), conversation, next),
        ]);
        await wholeLog(stores(), conversation);
        const state = await stores().conversations.state(conversation);
        const owners = Object.values(state?.members ?? {}).filter(({ role }) => role === 'owner');
        expect(owners.length).toBeGreaterThan(0);
      }
    });

    test('more join than there is room for: so many are in, and the others are told that it is full', async () => {
      await withRoomFor(4, async () => {
        const conversation = await room(stores(), someone());
        const results = await Promise.allSettled(
          Array.from({ length: 8 }, (_, at) =>
            join((at % 2 === 0 ? stores : other)(), conversation, someone()),
          ),
        );
        const refused = codes(results).filter((code) => code !== undefined);
        expect(refused).toEqual(Array.from({ length: 5 }, () => 'E_ROOM_FULL'));
        expect(await other().conversations.state(conversation)).toMatchObject({ memberCount: 4 });
        await wholeLog(other(), conversation);
      });
    });
  });
}

/** To fill a room of 10,000 in every store takes too long; that this is the bound, the tests of `decide` show. */
async function withRoomFor(members: number, run: () => Promise<void>): Promise<void> {
  const { roomMembers } = LIMITS;
  Object.assign(LIMITS, { roomMembers: members });
  try {
    await run();
  } finally {
    Object.assign(LIMITS, { roomMembers });
  }
}
