import { randomUUID } from 'node:crypto';
import type { Entry, Uuid } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { endGroup } from '../../../src/domain/groups/end-group.ts';
import { createRoom, roomOf } from '../../../src/domain/rooms/create-room.ts';
import { lockRoom, unlockRoom } from '../../../src/domain/rooms/lock-room.ts';
import type { Stores } from '../../../src/domain/stores.ts';
import { newCredential } from '../../../testing/register-user.ts';
import { append, command, NOW, someone } from '../commands.ts';
import { codes, refusal } from '../refusal.ts';
import { wholeLog } from '../whole-log.ts';
import { contextOf } from './room-context.ts';
import { join, room } from './room-commands.ts';

const ROUNDS = 10;
const MINUTE = 60_000;

/** Passwords of rooms: what stands beside the log, and races between two servers over the same data. */
export function roomLockContract(stores: () => Stores, other: () => Stores): void {
  const lockOf = (conversation: Uuid, id = randomUUID(), time = NOW) => ({
    ...{ conversation, id, time, credential: newCredential().credential },
  });
  const locks = (store: Stores, conversation: Uuid, sender: Uuid, { now = NOW, id = randomUUID() } = {}) =>
    lockRoom(
      contextOf(store, now),
      { conversation, id, sender, body: { kind: 'locked' } },
      newCredential().credential,
    );
  const unlocks = (store: Stores, conversation: Uuid, sender: Uuid, now = NOW) =>
    unlockRoom(contextOf(store, now), {
      ...{ conversation, id: randomUUID(), sender, body: { kind: 'unlocked' } },
    });
  const joinsWith = (store: Stores, conversation: Uuid, uid: Uuid, proven: Uuid) =>
    append(store, { ...command(conversation, uid, { kind: 'joined' }), proven });
  /** Appends once somebody else has dropped all passwords of a room that no entry names. */
  const afterDropping = (conversations: Stores['conversations'], room: Uuid): Stores['conversations'] =>
    new Proxy(conversations, {
      get: (target, name: keyof Stores['conversations']) => {
        const append: Stores['conversations']['append'] = async (...said) => {
          await other().roomLocks.keepOnly(room, undefined, NOW + MINUTE);
          return target.append(...said);
        };
        return name === 'append' ? append : target[name].bind(target);
      },
    });
  const lockNow = async (store: Stores, conversation: Uuid) =>
    (await store.conversations.state(conversation))?.lock;
  const kinds = (log: readonly Entry[]) => log.map(({ body }) => body.kind);

  describe('the password of a room', { timeout: 60_000 }, () => {
    test('is checked by what was stored under its id first, on every server', async () => {
      const [conversation, id] = [randomUUID(), randomUUID()];
      const [first, second] = [lockOf(conversation, id), lockOf(conversation, id)];
      expect(await stores().roomLocks.put(first)).toEqual(first);
      expect(await other().roomLocks.put(second)).toEqual(first);
      expect(await other().roomLocks.find(conversation, id)).toEqual(first);
      expect(await stores().roomLocks.find(conversation, randomUUID())).toBeUndefined();
      expect(await stores().roomLocks.find(randomUUID(), id)).toBeUndefined();
    });

    test('is dropped with all before a time but one, and those of other rooms stay', async () => {
      const conversation = randomUUID();
      const [kept, old] = [lockOf(conversation), lockOf(conversation)];
      const [young, elsewhere] = [lockOf(conversation, randomUUID(), NOW + MINUTE), lockOf(randomUUID())];
      const all = [kept, old, young, elsewhere];
      for (const lock of all) await stores().roomLocks.put(lock);
      await other().roomLocks.keepOnly(conversation, kept.id, NOW + 1);
      const found = all.map((lock) => stores().roomLocks.find(lock.conversation, lock.id));
      expect(await Promise.all(found)).toEqual([kept, undefined, young, elsewhere]);
      await stores().roomLocks.keepOnly(conversation, undefined, NOW + 2 * MINUTE);
      expect(await other().roomLocks.find(conversation, kept.id)).toBeUndefined();
    });

    test('stands with the room from its first entry, and a retry that says another one is refused', async () => {
      const [owner, conversation, id] = [someone(), randomUUID(), randomUUID()];
      const body = roomOf(owner, `z${conversation.slice(0, 8)}`, 'locked');
      const creation = { conversation, id, sender: owner, body };
      const { credential } = newCredential();
      const entry = await createRoom(contextOf(stores()), creation, credential);
      expect(await createRoom(contextOf(other()), creation, credential)).toEqual(entry);
      await expect(createRoom(contextOf(other()), creation, newCredential().credential)).rejects.toThrow(
        refusal('E_MESSAGE_ID_REUSED'),
      );
      expect(await lockNow(other(), conversation)).toBe(id);
      expect(await other().roomLocks.find(conversation, id)).toMatchObject({ credential });
      await expect(join(other(), conversation, someone())).rejects.toThrow(refusal('E_ROOM_LOCKED'));
      await joinsWith(other(), conversation, someone(), id);
    });

    test('that was changed, taken away or deleted with the room is not kept', async () => {
      const owner = someone();
      const conversation = await room(stores(), owner);
      const first = await locks(stores(), conversation, owner);
      const second = await locks(other(), conversation, owner, { now: NOW + 2 * MINUTE });
      expect(await stores().roomLocks.find(conversation, first.id)).toBeUndefined();
      expect(await stores().roomLocks.find(conversation, second.id)).toBeDefined();
      await unlocks(stores(), conversation, owner, NOW + 4 * MINUTE);
      expect(await other().roomLocks.find(conversation, second.id)).toBeUndefined();
      expect(await lockNow(other(), conversation)).toBeUndefined();
      await join(other(), conversation, someone());
      const third = await locks(stores(), conversation, owner, { now: NOW + 5 * MINUTE });
      await endGroup(contextOf(stores()), command(conversation, owner, { kind: 'ended' }) as never);
      expect(await stores().roomLocks.find(conversation, third.id)).toBeUndefined();
    });

    test('whose entry came late is there, although another change dropped it meanwhile', async () => {
      const owner = someone();
      const conversation = await room(stores(), owner);
      const slow = { ...stores(), conversations: afterDropping(stores().conversations, conversation) };
      const { id } = await locks(slow, conversation, owner);
      expect(await lockNow(other(), conversation)).toBe(id);
      expect(await other().roomLocks.find(conversation, id)).toBeDefined();
    });

    test('of somebody who may not set it leaves nothing behind', async () => {
      const [owner, member, id] = [someone(), someone(), randomUUID()];
      const conversation = await room(stores(), owner, [member]);
      await expect(locks(stores(), conversation, member, { id })).rejects.toThrow(refusal('E_FORBIDDEN'));
      expect(await stores().roomLocks.find(conversation, id)).toBeUndefined();
    });

    test('and a newcomer without one at the same time: they are in before it, or not at all', async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const owner = someone();
        const conversation = await room(stores(), owner);
        const [joined] = codes(
          await Promise.allSettled([
            join(stores(), conversation, someone()),
            locks(other(), conversation, owner),
          ]),
        );
        expect([undefined, 'E_ROOM_LOCKED']).toContain(joined);
        const log = kinds(await wholeLog(stores(), conversation)).slice(1);
        expect(log).toEqual(joined === undefined ? ['joined', 'locked'] : ['locked']);
      }
    });

    test('is changed while somebody joins by it: they are in before that, or prove the new one', async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const owner = someone();
        const conversation = await room(stores(), owner);
        const { id } = await locks(stores(), conversation, owner);
        const [joined] = codes(
          await Promise.allSettled([
            joinsWith(other(), conversation, someone(), id),
            locks(stores(), conversation, owner),
          ]),
        );
        expect([undefined, 'E_CHALLENGE_EXPIRED']).toContain(joined);
        const log = kinds(await wholeLog(other(), conversation)).slice(2);
        expect(log).toEqual(joined === undefined ? ['joined', 'locked'] : ['locked']);
        const lock = (await lockNow(other(), conversation)) ?? '';
        await joinsWith(stores(), conversation, someone(), lock);
      }
    });

    test('is set twice at once: the last one counts, and is there to be checked by', async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const owner = someone();
        const conversation = await room(stores(), owner);
        await Promise.all([
          locks(stores(), conversation, owner, { now: NOW + round * MINUTE }),
          locks(other(), conversation, owner, { now: NOW + round * MINUTE }),
        ]);
        const last = (await wholeLog(stores(), conversation)).at(-1);
        expect(await lockNow(other(), conversation)).toBe(last?.id);
        expect(await other().roomLocks.find(conversation, last?.id ?? '')).toBeDefined();
      }
    });
  });
}
