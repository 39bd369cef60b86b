import { randomUUID } from 'node:crypto';
import type { Body, Uuid } from '@parley/protocol';
import { roomOf } from '@parley/backend/domain/rooms/create-room.ts';
import type { Stores } from '@parley/backend/domain/stores.ts';
import { median, timed } from './measure.ts';
import { messageIn } from './fill.ts';

const NOW = 1_800_000_000_000;
const SIZES = [10, 1_000, 10_000];
/** Joins that are sent at once, to fill a room. */
const AT_ONCE = 100;
const PAGE = 50;

/** Medians of all rounds, in ms. */
export interface RoomTiming {
  readonly members: number;
  readonly join: number;
  readonly leave: number;
  readonly message: number;
  readonly page: number;
  readonly head: number;
}

interface Room {
  readonly conversation: Uuid;
  readonly owner: Uuid;
  readonly members: number;
}

/** What somebody who joins, speaks, reads and leaves costs in rooms of each size; the sizes take turns. */
export async function measureRooms(stores: Stores, rounds: number): Promise<readonly RoomTiming[]> {
  const rooms: Room[] = [];
  for (const members of SIZES) rooms.push(await fillRoom(stores, members));
  const taken = new Map(rooms.map((room) => [room, noTimes()]));
  for (let round = 0; round < rounds; round++)
    for (const [{ conversation, owner, members }, times] of taken) {
      const guest = randomUUID();
      times.join.push(await timed(() => change(stores, conversation, guest, { kind: 'joined' })));
      times.message.push(
        await timed(() => stores.conversations.append(messageIn(conversation, owner, round), NOW)),
      );
      times.page.push(await timed(() => stores.conversations.entries(conversation, members - PAGE, members)));
      times.head.push(await timed(() => stores.conversations.view(guest, conversation)));
      times.leave.push(await timed(() => change(stores, conversation, guest, { kind: 'left' })));
    }
  return [...taken].map(([{ members }, { join, leave, message, page, head }]) => ({
    members,
    join: median(join),
    leave: median(leave),
    message: median(message),
    page: median(page),
    head: median(head),
  }));
}

function noTimes(): Record<'join' | 'leave' | 'message' | 'page' | 'head', number[]> {
  return { join: [], leave: [], message: [], page: [], head: [] };
}

/** A room with so many members, less one for the guest of each round. */
async function fillRoom(stores: Stores, members: number): Promise<Room> {
  const [conversation, owner] = [randomUUID(), randomUUID()];
  await change(stores, conversation, owner, roomOf(owner, 'Harbour'));
  for (let left = members - 2; left > 0; left -= AT_ONCE)
    await Promise.all(
      Array.from({ length: Math.min(left, AT_ONCE) }, () =>
        change(stores, conversation, randomUUID(), { kind: 'joined' }),
      ),
    );
  return { conversation, owner, members };
}

function change(stores: Stores, conversation: Uuid, sender: Uuid, body: Body): Promise<unknown> {
  return stores.conversations.append({ conversation, id: randomUUID(), sender, body }, NOW);
}
