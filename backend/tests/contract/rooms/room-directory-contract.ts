import { randomUUID } from 'node:crypto';
import { foldedWords, LIMITS, type ListedRoom, type Uuid } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { listRooms } from '../../../src/domain/rooms/list-rooms.ts';
import type { Stores } from '../../../src/domain/stores.ts';
import { append, command, group, message, NOW, someone, talk } from '../commands.ts';
import { refusal } from '../refusal.ts';
import { createRoom, crowd, join, leave } from './room-commands.ts';

const ROUNDS = 10;

/** A word that no other test has in the names of its rooms. */
const word = () => `x${randomUUID().slice(0, 8)}`;

async function called(stores: Stores, name: string, owner = someone()): Promise<Uuid> {
  const conversation = randomUUID();
  await append(stores, createRoom(conversation, owner, name));
  return conversation;
}

/** All pages of the directory, as somebody sees them who searches for something. */
async function found(stores: Stores, search: string, uid = someone()): Promise<readonly ListedRoom[]> {
  const rooms: ListedRoom[] = [];
  let after: string | undefined;
  do {
    const page = await listRooms(stores, uid, { search, ...(after !== undefined && { after }) });
    rooms.push(...page.rooms);
    after = page.next;
  } while (after !== undefined);
  return rooms;
}

async function names(stores: Stores, search: string): Promise<readonly string[]> {
  return (await found(stores, search)).map(({ name }) => name);
}

export function roomDirectoryContract(stores: () => Stores, other: () => Stores): void {
  /** Records activity as of so many ms after everything else. */
  const record = (activity: ReadonlyMap<Uuid, number>) =>
    stores().rooms.record(
      [...activity].map(([conversation, after]) => ({ conversation, active: NOW + after })),
      'a token',
    );

  describe('the directory of rooms', { timeout: 60_000 }, () => {
    test('has the rooms where somebody wrote most recently first, in pages', async () => {
      const own = word();
      const rooms: Uuid[] = [];
      for (let n = 0; n < 7; n++) rooms.push(await called(stores(), `Quay ${n} ${own}`));
      await record(new Map([3, 0, 5].map((n, at) => [rooms[n] ?? '', at + 1])));

      const all = await other().rooms.page([own], undefined, 10);
      expect(all.slice(0, 3).map(({ conversation }) => rooms.indexOf(conversation))).toEqual([5, 0, 3]);
      expect(all).toHaveLength(7);
      expect(all.map(({ active }) => active)).toEqual([NOW + 3, NOW + 2, NOW + 1, NOW, NOW, NOW, NOW]);
      // Of four that are equally active, a page may end between any two.
      for (let at = 0; at < 7; at++)
        expect(await other().rooms.page([own], all[at], 2)).toEqual(all.slice(at + 1, at + 3));
    });

    test('finds rooms by the beginnings of the words of their names', async () => {
      const own = word();
      await called(stores(), `Café au lait ${own}`);
      await called(stores(), `Thé ${own}`);
      for (const search of [`cafe ${own}`, `${own} LAI`, `au ${own} café`])
        expect(await names(other(), search)).toEqual([`Café au lait ${own}`]);
      expect(await names(other(), own)).toHaveLength(2);
      for (const search of [`afe ${own}`, `${own} cafes`, `${own} .* `])
        expect(await names(other(), search)).toHaveLength(search.includes('.*') ? 2 : 0);
    });

    test('moves activity forward only, passes over what is no room in it, and remembers how far it knows', async () => {
      const own = word();
      const [conversation, ended] = [
        await called(stores(), own),
        await called(stores(), `${own} ended`, 'o'),
      ];
      const club = await group(stores(), someone());
      await append(stores(), command(ended, 'o', { kind: 'ended' }));
      await record(new Map([[conversation, 5]]));
      await record(
        new Map([
          [conversation, 2],
          [ended, 7],
          [club, 7],
          [someone(), 7],
        ]),
      );
      expect(await other().rooms.page([own], undefined, 10)).toEqual([{ conversation, active: NOW + 5 }]);
      expect(await other().rooms.listed([club, conversation, ended, someone()])).toEqual([conversation]);
      const token = randomUUID();
      await stores().rooms.record([], token);
      expect(await other().rooms.recordedUpTo()).toBe(token);
    });

    test('follows a room that is called otherwise, and leaves out one that is deleted at once', async () => {
      const [own, owner] = [word(), someone()];
      const conversation = await called(stores(), `Quay ${own}`, owner);
      await append(other(), command(conversation, owner, { kind: 'renamed', name: `Pier ${own}` }));
      expect(await names(stores(), `quay ${own}`)).toEqual([]);
      expect(await names(stores(), `pier ${own}`)).toEqual([`Pier ${own}`]);
      await append(other(), command(conversation, owner, { kind: 'ended' }));
      for (const store of [stores(), other()]) {
        expect(await names(store, own)).toEqual([]);
        expect(await store.rooms.page([own], undefined, 10)).toEqual([]);
      }
    });

    test('says how many are in a room, and whether one is in it oneself', async () => {
      const [own, member, former] = [word(), someone(), someone()];
      const conversation = await called(stores(), own);
      for (const uid of [member, former]) await join(stores(), conversation, uid);
      await leave(other(), conversation, former);
      const room = { conversation, name: own, memberCount: 2, active: NOW, locked: false };
      expect(await found(other(), own, member)).toEqual([{ ...room, joined: true }]);
      for (const uid of [former, someone()])
        expect(await found(other(), own, uid)).toEqual([{ ...room, joined: false }]);
    });

    test('shows neither private groups nor direct conversations', async () => {
      const owner = someone();
      await group(stores(), owner);
      expect(await names(stores(), 'Rowing club')).toEqual([]);
    });

    test('is renamed and deleted at the same time on two servers: a deleted room is not in it', async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const [own, owner] = [word(), someone()];
        const conversation = await called(stores(), own, owner);
        await Promise.allSettled([
          append(stores(), command(conversation, owner, { kind: 'renamed', name: `${own} new` })),
          append(other(), command(conversation, owner, { kind: 'ended' })),
        ]);
        // Each server looks at the log before it says so.
        for (const store of [stores(), other()]) expect(await names(store, own)).toEqual([]);
      }
    });

    test('is renamed on two servers at once: the last name counts', async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const [own, owner] = [word(), someone()];
        const conversation = await called(stores(), own, owner);
        await Promise.all(
          [stores(), other()].map((store, n) =>
            append(store, command(conversation, owner, { kind: 'renamed', name: `${own} no${n}` })),
          ),
        );
        const name = (await stores().conversations.state(conversation))?.name ?? '';
        expect(await other().rooms.page(foldedWords(name), undefined, 2)).toHaveLength(1);
        expect(await names(other(), own)).toEqual([name]);
      }
    });

    test('looks at the states of one page, and at no log, however many rooms there are', async () => {
      const own = word();
      const owner = someone();
      const rooms = LIMITS.pageRooms + 3;
      for (let n = 0; n < rooms; n++) await called(stores(), `${own} ${n}`, owner);
      const asked: number[] = [];
      const conversations = new Proxy(stores().conversations, {
        get: (target, name) => {
          if (name !== 'states') throw new Error(`${String(name)} was called`);
          return (ids: readonly Uuid[], uid: Uuid) => {
            asked.push(ids.length);
            return target.states(ids, uid);
          };
        },
      });
      const context = { conversations, rooms: stores().rooms };
      const page = await listRooms(context, owner, { search: own });
      expect(page.rooms).toHaveLength(LIMITS.pageRooms);
      const rest = await listRooms(context, owner, { search: own, after: page.next });
      expect(asked).toEqual([LIMITS.pageRooms, 3]);
      expect(new Set([...page.rooms, ...rest.rooms].map(({ name }) => name)).size).toBe(rooms);
      expect(rest).not.toHaveProperty('next');
    });

    test.each(['', 'x', '5', '5.', '.5', `-1.${randomUUID()}`, `1e3.${randomUUID()}`, `5.${randomUUID()}x`])(
      'refuses %j as the beginning of a page',
      async (after) => {
        await expect(listRooms(stores(), someone(), { after })).rejects.toThrow(refusal('E_BAD_REQUEST'));
      },
    );

    test('the size of a room has no part in what a page looks at: it counts them by the state', async () => {
      const own = word();
      const conversation = await called(stores(), own);
      await crowd(stores(), conversation, 60);
      await talk(stores(), conversation, (await crowd(stores(), conversation, 1))[0] ?? '', 2);
      await append(stores(), message(conversation, (await crowd(stores(), conversation, 1))[0] ?? ''));
      expect(await found(other(), own)).toMatchObject([{ memberCount: 63 }]);
    });
  });
}
