import { randomUUID } from 'node:crypto';
import type { ListRequest, Uuid } from '@parley/protocol';
import { roomOf } from '@parley/backend/domain/rooms/create-room.ts';
import { listRooms } from '@parley/backend/domain/rooms/list-rooms.ts';
import { roomMembersPage } from '@parley/backend/domain/rooms/room-members-page.ts';
import type { Stores } from '@parley/backend/domain/stores.ts';
import { median, timed } from './measure.ts';

const NOW = 1_800_000_000_000;
const ROOMS = 5_000;
const ACCOUNTS = 20_000;
const MEMBERS = 10_000;
/** Every so many accounts one is online. */
const ONLINE = 40;
const AT_ONCE = 250;
const CREDENTIAL = {
  kdf: { name: 'argon2id', salt: '', memoryKiB: 65_536, iterations: 3, parallelism: 1 },
  publicKey: '',
} as const;

/** Of one question, in ms. */
export interface DirectoryTiming {
  readonly asked: string;
  readonly rows: number;
  readonly median: number;
  readonly worst: number;
}

/** What a page of the directory costs, and one of the members of a large room, of whom half of all accounts are. */
export async function measureDirectory(stores: Stores, rounds: number): Promise<readonly DirectoryTiming[]> {
  const people = await addAccounts(stores);
  const [owner = ''] = people;
  const room = await fillDirectory(stores, owner);
  await inParts(people.slice(1, MEMBERS), (uid) => join(stores, room, uid));
  const online = new Set(people.filter((_, n) => n % ONLINE === 0));
  const isOnline = (uid: Uuid) => online.has(uid);
  const context = { ...stores, onlineUsers: { online, isOnline, shows: isOnline } };
  const directory = (request: ListRequest) => async () =>
    (await listRooms(stores, owner, request)).rooms.length;
  const members = (request: ListRequest) => async () =>
    (await roomMembersPage(context, owner, room, request)).members.length;
  const questions = [
    ['directory', directory({})],
    ['directory, a word of all rooms', directory({ search: 'room' })],
    ['directory, a word of none', directory({ search: 'zebra' })],
    ['members, who is online', members({})],
    ['members, who is not', members({ after: 'offline' })],
    ['members, the beginning of all names', members({ search: 'user' })],
    ['members, a name of none', members({ search: 'zebra' })],
  ] as const;
  const timings: DirectoryTiming[] = [];
  for (const [asked, ask] of questions) timings.push({ asked, ...(await timesOf(ask, rounds)) });
  return timings;
}

async function timesOf(ask: () => Promise<number>, rounds: number): Promise<Omit<DirectoryTiming, 'asked'>> {
  const times: number[] = [];
  let rows = 0;
  for (let round = 0; round < rounds; round++) times.push(await timed(async () => (rows = await ask())));
  return { rows, median: median(times), worst: Math.max(...times) };
}

async function addAccounts({ users }: Stores): Promise<readonly Uuid[]> {
  const people = Array.from({ length: ACCOUNTS }, (_, n) => ({ uid: randomUUID(), n }));
  await inParts(people, ({ uid, n }) => {
    // Who was registered late is anywhere among the names.
    const displayName = `User ${(n * 7_919) % ACCOUNTS}`;
    const user = { uid, username: `bench-${n}`, displayName, about: '', admin: false, removed: false };
    return users.create({ user, credential: CREDENTIAL, createdAt: NOW });
  });
  return people.map(({ uid }) => uid);
}

/** @returns one of the rooms */
async function fillDirectory(stores: Stores, owner: Uuid): Promise<Uuid> {
  const rooms = Array.from({ length: ROOMS }, (_, n) => ({ conversation: randomUUID(), n }));
  await inParts(rooms, ({ conversation, n }) =>
    stores.conversations.append(
      { conversation, id: randomUUID(), sender: owner, body: roomOf(owner, `Room ${n}`) },
      NOW + n,
    ),
  );
  return rooms[0]?.conversation ?? '';
}

function join(stores: Stores, conversation: Uuid, uid: Uuid): Promise<unknown> {
  return stores.conversations.append(
    { conversation, id: randomUUID(), sender: uid, body: { kind: 'joined' } },
    NOW,
  );
}

async function inParts<T>(all: readonly T[], work: (one: T) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < all.length; at += AT_ONCE) await Promise.all(all.slice(at, at + AT_ONCE).map(work));
}
