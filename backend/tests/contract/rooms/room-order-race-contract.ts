import type { Entry, Uuid } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import type { Stores } from '../../../src/domain/stores.ts';
import { append, message, NOW, someone } from '../commands.ts';
import { codes, refusal } from '../refusal.ts';
import { wholeLog } from '../whole-log.ts';
import { join, leave, memberIn, orders, room } from './room-commands.ts';

const ROUNDS = 10;

/** Races about the order of a room between two servers over the same data; where an adapter knows one server only, between its callers. */
export function roomOrderRaceContract(stores: () => Stores, other: () => Stores): void {
  const kindsAfter = (log: readonly Entry[], seq: number) => log.slice(seq).map(({ body }) => body.kind);
  const owners = async (conversation: Uuid) =>
    Object.values((await stores().conversations.state(conversation))?.members ?? {}).filter(
      ({ role }) => role === 'owner',
    ).length;

  describe('at the same time in a room that is kept in order', { timeout: 60_000 }, () => {
    test('one joins and is banned: whichever came first, they are out and stay out', async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const [owner, member] = [someone(), someone()];
        const conversation = await room(stores(), owner);
        const [joined] = codes(
          await Promise.allSettled([
            join(stores(), conversation, member),
            orders(other(), conversation, owner, { kind: 'banned', member }),
          ]),
        );
        const log = await wholeLog(stores(), conversation);
        expect([undefined, 'E_BANNED']).toContain(joined);
        expect(kindsAfter(log, 1)).toEqual(joined === undefined ? ['joined', 'banned'] : ['banned']);
        expect(log.at(-1)?.body).toEqual({
          kind: 'banned',
          member,
          ...(joined === undefined && { wasIn: true }),
        });
        for (const store of [stores(), other()]) {
          expect(await store.conversations.state(conversation)).toMatchObject({ memberCount: 1 });
          await expect(join(store, conversation, member)).rejects.toThrow(refusal('E_BANNED'));
        }
      }
    });

    test('one leaves and is banned: they are counted once', async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const [owner, member] = [someone(), someone()];
        const conversation = await room(stores(), owner, [member]);
        const [left] = codes(
          await Promise.allSettled([
            leave(stores(), conversation, member),
            orders(other(), conversation, owner, { kind: 'banned', member }),
          ]),
        );
        expect([undefined, 'E_BANNED']).toContain(left);
        await wholeLog(stores(), conversation);
        expect(await other().conversations.state(conversation)).toMatchObject({ memberCount: 1 });
        expect(await stores().conversations.bannedFrom(conversation, '', 10)).toEqual([member]);
      }
    });

    test('two admins ban one: once', async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const [owner, admin, member] = [someone(), someone(), someone()];
        const conversation = await room(stores(), owner, [admin, member]);
        await orders(stores(), conversation, owner, { kind: 'roleChanged', member: admin, role: 'admin' });
        const results = await Promise.allSettled([
          orders(stores(), conversation, owner, { kind: 'banned', member }),
          orders(other(), conversation, admin, { kind: 'banned', member }),
        ]);
        expect(codes(results).toSorted()).toEqual(['E_ALREADY_BANNED', undefined]);
        expect(await other().conversations.state(conversation)).toMatchObject({ memberCount: 2 });
      }
    });

    test('two admins mute one: the last entry says until when', async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const [owner, admin, member] = [someone(), someone(), someone()];
        const conversation = await room(stores(), owner, [admin, member]);
        await orders(stores(), conversation, owner, { kind: 'roleChanged', member: admin, role: 'admin' });
        await Promise.all([
          orders(stores(), conversation, owner, { kind: 'muted', member, seconds: 60 }),
          orders(other(), conversation, admin, { kind: 'muted', member, seconds: 600 }),
        ]);
        const last = (await wholeLog(stores(), conversation)).at(-1)?.body;
        const seconds = last?.kind === 'muted' ? last.seconds : undefined;
        for (const store of [stores(), other()])
          expect(await memberIn(store, conversation, member)).toMatchObject({
            mutedUntil: NOW + (seconds ?? 0) * 1000,
          });
      }
    });

    test('a message and a mute: what was sent after the mute is refused', async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const [owner, member] = [someone(), someone()];
        const conversation = await room(stores(), owner, [member]);
        const [sent] = codes(
          await Promise.allSettled([
            append(stores(), message(conversation, member)),
            orders(other(), conversation, owner, { kind: 'muted', member, seconds: 60 }),
          ]),
        );
        expect([undefined, 'E_MUTED']).toContain(sent);
        const log = await wholeLog(stores(), conversation);
        expect(kindsAfter(log, 2)).toEqual(sent === undefined ? ['message', 'muted'] : ['muted']);
        await expect(append(stores(), message(conversation, member))).rejects.toThrow(refusal('E_MUTED'));
      }
    });

    test('two messages of one member in slow mode: one waits', async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const [owner, member] = [someone(), someone()];
        const conversation = await room(stores(), owner, [member]);
        await orders(stores(), conversation, owner, {
          kind: 'rulesChanged',
          rules: { slowMode: 30, onlyAdmins: false },
        });
        const results = await Promise.allSettled([
          append(stores(), message(conversation, member)),
          append(other(), message(conversation, member)),
        ]);
        expect(codes(results).toSorted()).toEqual(['E_SLOW_MODE', undefined]);
      }
    });

    test('the last owner leaves while they hand the room over: it keeps an owner', async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const [owner, next] = [someone(), someone()];
        const conversation = await room(stores(), owner, [next]);
        const [handed, left] = codes(
          await Promise.allSettled([
            orders(other(), conversation, owner, { kind: 'roleChanged', member: next, role: 'owner' }),
            leave(stores(), conversation, owner),
          ]),
        );
        expect(handed).toBeUndefined();
        expect([undefined, 'E_LAST_OWNER']).toContain(left);
        expect(await owners(conversation)).toBe(left === undefined ? 1 : 2);
      }
    });

    test('the room is handed over to somebody who is banned: they are no owner, or the ban comes from one', async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const [owner, admin, next] = [someone(), someone(), someone()];
        const conversation = await room(stores(), owner, [admin, next]);
        await orders(stores(), conversation, owner, { kind: 'roleChanged', member: admin, role: 'admin' });
        const [handed, banned] = codes(
          await Promise.allSettled([
            orders(stores(), conversation, owner, { kind: 'roleChanged', member: next, role: 'owner' }),
            orders(other(), conversation, admin, { kind: 'banned', member: next }),
          ]),
        );
        expect([handed, banned]).toEqual(
          banned === undefined ? ['E_NOT_A_MEMBER', undefined] : [undefined, 'E_FORBIDDEN'],
        );
        expect(await owners(conversation)).toBe(banned === undefined ? 1 : 2);
        await wholeLog(stores(), conversation);
      }
    });
  });
}
