import { randomUUID } from 'node:crypto';
import { TIMING, type Entry, type Uuid } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { DeletedRooms } from '../../../src/domain/rooms/deleted-rooms.ts';
import type { Stores } from '../../../src/domain/stores.ts';
import { append, command, group, message, NOW, someone, text } from '../commands.ts';
import { found, indexAll, say } from '../search-contract.ts';
import { wholeLog } from '../whole-log.ts';
import { createRoom, join, room } from './room-commands.ts';

const DUE = NOW + TIMING.readOn;

/** Runs as a server does each second, until nothing is left to do. */
async function eraseAll(stores: Stores, at: number): Promise<void> {
  let turns = 0;
  const nextTurn = () => Promise.resolve(turns++);
  const deleted = new DeletedRooms({ rooms: stores.rooms, clock: () => at, now: () => 0, nextTurn });
  await deleted.tick();
}

/** What of a log can still be read. */
const readable = (log: readonly Entry[]) =>
  log.flatMap(({ seq, payload }) => (payload !== undefined && payload.kind !== 'erased' ? [seq] : []));

async function end(stores: Stores, conversation: Uuid, owner: Uuid, time = NOW): Promise<void> {
  await stores.conversations.append(command(conversation, owner, { kind: 'ended' }), time);
}

/** A room with all kinds of payloads, which says a word that no other does. */
async function spoken(stores: Stores) {
  const [owner, member] = [someone(), someone()];
  const own = `z${randomUUID().slice(0, 8)}`;
  const conversation = await room(stores, owner, [member]);
  const first = await append(stores, say(conversation, owner, `hello ${own}`));
  await append(stores, say(conversation, member, `bye ${own}`));
  await append(stores, say(conversation, owner, `hello again ${own}`, { edits: first.entry.seq }));
  await append(stores, command(conversation, member, { kind: 'reaction', target: first.entry.seq }));
  const deleted = await append(stores, say(conversation, owner, `secret ${own}`));
  await append(stores, command(conversation, owner, { kind: 'deletion', target: deleted.entry.seq }));
  return { conversation, owner, member, own };
}

export function roomErasingContract(stores: () => Stores, other: () => Stores): void {
  describe('what was said in a deleted room', { timeout: 60_000 }, () => {
    test('is read for thirty days, then erased, and the chain holds', async () => {
      const { conversation, owner, member, own } = await spoken(stores());
      await indexAll(stores());
      const before = await wholeLog(stores(), conversation);
      await end(stores(), conversation, owner);
      await eraseAll(stores(), DUE);
      expect(readable(await wholeLog(other(), conversation))).toEqual([3, 4, 5, 6]);
      expect(await found(other(), conversation, { words: own })).toHaveLength(2);

      await eraseAll(stores(), DUE + 1);
      const log = await wholeLog(other(), conversation);
      expect(readable(log)).toEqual([]);
      expect(log.map(({ chain }) => chain).slice(0, -1)).toEqual(before.map(({ chain }) => chain));
      expect(log.map(({ body }) => body).slice(0, -1)).toEqual(before.map(({ body }) => body));
      await indexAll(stores());
      for (const store of [stores(), other()])
        expect(await found(store, conversation, { words: own })).toEqual([]);
      // Its members still know that it was there.
      expect(await other().conversations.view(member, conversation)).toMatchObject({
        state: { ended: true },
      });
    });

    test('is all that is erased: no other room, no group, no retry that is answered', async () => {
      const [owner, friend] = [someone(), someone()];
      const live = await room(stores(), owner, [friend]);
      const club = await group(stores(), owner, { members: [friend] });
      const late = randomUUID();
      await stores().conversations.append(createRoom(late, owner), NOW);
      for (const conversation of [live, club, late]) await append(stores(), message(conversation, owner));
      await end(stores(), club, owner);
      await end(stores(), late, owner, NOW + 1);
      const gone = await room(stores(), owner);
      const said = message(gone, owner);
      const { entry } = await append(stores(), said);
      await end(stores(), gone, owner);

      await eraseAll(other(), DUE + 1);
      for (const conversation of [live, club, late])
        expect(readable(await wholeLog(stores(), conversation))).toHaveLength(1);
      expect(readable(await wholeLog(stores(), gone))).toEqual([]);
      expect(await append(stores(), said)).toMatchObject({ repeated: true, entry: { seq: entry.seq } });
      await expect(append(stores(), { ...said, payload: text('other') })).rejects.toThrow();
    });

    test('is erased in steps, which go on where another server stopped', async () => {
      const owner = someone();
      const conversation = await room(stores(), owner);
      for (let n = 0; n < 5; n++)
        await Promise.all(
          Array.from({ length: 100 }, (_, m) => append(stores(), say(conversation, owner, `word ${n} ${m}`))),
        );
      await indexAll(stores());
      await end(stores(), conversation, owner);
      expect(await stores().rooms.eraseSome(NOW + 1)).toBe(true);
      const left = readable(await wholeLog(other(), conversation)).length;
      expect(left).toBeGreaterThan(0);
      expect(left).toBeLessThan(500);
      await eraseAll(other(), DUE + 1);
      expect(readable(await wholeLog(stores(), conversation))).toEqual([]);
      expect(await found(other(), conversation, { words: 'word' })).toEqual([]);
      expect(await stores().rooms.eraseSome(NOW + 1)).toBe(false);
    });

    test('is erased by two servers at once', async () => {
      const rooms = await Promise.all(Array.from({ length: 4 }, () => spoken(stores())));
      await indexAll(stores());
      for (const { conversation, owner } of rooms) await end(stores(), conversation, owner);
      await Promise.all([eraseAll(stores(), DUE + 1), eraseAll(other(), DUE + 1)]);
      await eraseAll(stores(), DUE + 1);
      for (const { conversation, own } of rooms) {
        expect(readable(await wholeLog(other(), conversation))).toEqual([]);
        expect(await found(stores(), conversation, { words: own })).toEqual([]);
      }
    });

    test('is not found either if the index had not taken it in before', async () => {
      const { conversation, owner, own, member } = await spoken(stores());
      await end(stores(), conversation, owner);
      await eraseAll(other(), DUE + 1);
      await indexAll(stores());
      expect(await found(stores(), conversation, { words: own })).toEqual([]);
      await expect(join(stores(), conversation, member)).rejects.toThrow();
    });
  });
}
