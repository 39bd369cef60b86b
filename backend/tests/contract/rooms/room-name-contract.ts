import { randomUUID } from 'node:crypto';
import type { Uuid } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { foldedName } from '../../../src/domain/rooms/claim-name.ts';
import { findRoom } from '../../../src/domain/rooms/find-room.ts';
import { createRoom, roomOf } from '../../../src/domain/rooms/create-room.ts';
import { renameGroup } from '../../../src/domain/groups/rename-group.ts';
import { MutedPeople } from '../../../src/domain/moderation/muted-people.ts';
import type { NameClaim } from '../../../src/domain/rooms/room-names.ts';
import type { Stores } from '../../../src/domain/stores.ts';
import { append, command, NOW, someone } from '../commands.ts';
import { codes, refusal } from '../refusal.ts';
import { join } from './room-commands.ts';
import { contextOf } from './room-context.ts';

const ROUNDS = 10;

/** Creates a room by its use case. @returns its id */
async function create(stores: Stores, owner: Uuid, name: string, now = NOW): Promise<Uuid> {
  const conversation = randomUUID();
  const body = roomOf(owner, name);
  await createRoom(contextOf(stores, now), { conversation, id: randomUUID(), sender: owner, body });
  return conversation;
}

async function rename(stores: Stores, conversation: Uuid, sender: Uuid, name: string): Promise<void> {
  const body = { kind: 'renamed', name } as const;
  const context = { ...contextOf(stores, NOW), mutedPeople: new MutedPeople(stores.reports, () => NOW) };
  await renameGroup(context, { conversation, id: randomUUID(), sender, body });
}

/** A claim of which nothing came. */
function claimOf(folded: string, time: number): NameClaim {
  return { folded, conversation: randomUUID(), id: randomUUID(), sender: someone(), time };
}

/** Names that no other test uses. */
const named = (words: string) => `${words} x${randomUUID().slice(0, 8)}`;

export function roomNameContract(stores: () => Stores, other: () => Stores): void {
  describe('the name of a room', { timeout: 30_000 }, () => {
    test('is given once, in whatever spelling', async () => {
      const name = named('Café au lait');
      await create(stores(), someone(), name);
      for (const spelling of [name, name.toUpperCase(), name.replace('é', 'e').replaceAll(' ', '-')])
        await expect(create(other(), someone(), spelling)).rejects.toThrow(refusal('E_ROOM_NAME_TAKEN'));
      await create(other(), someone(), `${name} 2`);
    });

    test('finds its room, in whatever spelling, until the room has another name', async () => {
      const [owner, name] = [someone(), named('Café au lait')];
      expect(await findRoom(contextOf(stores(), NOW), name)).toBeUndefined();
      const conversation = await create(stores(), owner, name);
      expect(await findRoom(contextOf(other(), NOW), name.toUpperCase())).toBe(conversation);
      await rename(stores(), conversation, owner, named('Tea'));
      expect(await findRoom(contextOf(other(), NOW), name)).toBeUndefined();
    });

    test('goes to one of two who ask for it at once', async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const name = named('Harbour');
        const results = await Promise.allSettled([
          create(stores(), someone(), name),
          create(other(), someone(), name.toUpperCase()),
        ]);
        expect(codes(results).toSorted()).toEqual(['E_ROOM_NAME_TAKEN', undefined]);
      }
    });

    test('is free at once when its room is called otherwise, or deleted', async () => {
      const [owner, name] = [someone(), named('Quay')];
      const first = await create(stores(), owner, name);
      await rename(stores(), first, owner, named('Pier'));
      const second = await create(other(), owner, name);
      await append(stores(), command(second, owner, { kind: 'ended' }));
      await create(other(), someone(), name);
    });

    test('is free a minute after it was asked for, if nothing came of that', async () => {
      const folded = foldedName(named('lost'));
      const lost = claimOf(folded, NOW);
      expect(await stores().roomNames.claim(lost)).toEqual(lost);
      await expect(create(other(), someone(), folded.toUpperCase(), NOW + 59_999)).rejects.toThrow(
        refusal('E_ROOM_NAME_TAKEN'),
      );
      await create(other(), someone(), folded, NOW + 60_000);
    });

    test('of a lost claim goes to one of two, a minute later', async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const folded = foldedName(named('lost'));
        await stores().roomNames.claim(claimOf(folded, NOW));
        const results = await Promise.allSettled([
          create(stores(), someone(), folded, NOW + 60_000),
          create(other(), someone(), folded, NOW + 60_000),
        ]);
        expect(codes(results).toSorted()).toEqual(['E_ROOM_NAME_TAKEN', undefined]);
      }
    });

    test('may be spelled anew by its owner, and is not taken by whoever may not rename', async () => {
      const [owner, member] = [someone(), someone()];
      const [name, wanted] = [named('Dock'), named('Wharf')];
      const conversation = await create(stores(), owner, name);
      await join(stores(), conversation, member);
      await rename(other(), conversation, owner, name.toUpperCase());
      await expect(rename(other(), conversation, member, wanted)).rejects.toThrow(refusal('E_FORBIDDEN'));
      await create(stores(), someone(), wanted);
      await expect(rename(other(), conversation, owner, wanted)).rejects.toThrow(
        refusal('E_ROOM_NAME_TAKEN'),
      );
      await expect(rename(other(), conversation, owner, 'A/B')).rejects.toThrow(refusal('E_BAD_REQUEST'));
    });

    test('is claimed again by a retry whose first try was lost, and given once for a retry of what is stored', async () => {
      const [owner, name, conversation, id] = [someone(), named('Slip'), randomUUID(), randomUUID()];
      const creation = { conversation, id, sender: owner, body: roomOf(owner, name) };
      // The first try stored no more than the claim.
      await stores().roomNames.claim({
        ...claimOf(foldedName(name), NOW - 1),
        conversation,
        id,
        sender: owner,
      });
      const entry = await createRoom(contextOf(other(), NOW), creation);
      expect(await createRoom(contextOf(stores(), NOW + 1), creation)).toEqual(entry);
    });

    test('replaces only the very claim that it was seen to replace', async () => {
      const folded = foldedName(named('stale'));
      const [first, second, third] = [claimOf(folded, 1), claimOf(folded, 2), claimOf(folded, 3)];
      await stores().roomNames.claim(first);
      expect(await other().roomNames.claim(second, first)).toEqual(second);
      expect(await stores().roomNames.claim(third, first)).toEqual(second);
      expect(await stores().roomNames.claim(third)).toEqual(second);
    });
  });
}
