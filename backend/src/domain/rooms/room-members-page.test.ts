import { LIMITS, type RoomMember, type User, type Uuid } from '@parley/protocol';
import { beforeEach, expect, test } from 'vitest';
import { createMemoryStores } from '../../store/memory/index.ts';
import type { Stores } from '../stores.ts';
import { roomOf } from './create-room.ts';
import type { MembersContext } from './member-section.ts';
import { roomMembersPage } from './room-members-page.ts';

const ROOM = '6f1d7a52-3c44-4b0e-9a57-2d9f0c1b8e10';
const CREDENTIAL = {
  kdf: { name: 'argon2id', salt: '', memoryKiB: 65_536, iterations: 3, parallelism: 1 },
  publicKey: '',
} as const;

let stores: Stores;
let online: Set<Uuid>;
let next = 0;
/** How many accounts were looked at. */
let looked = 0;

beforeEach(() => {
  stores = createMemoryStores();
  online = new Set();
});

const idOf = (n: number): Uuid => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const nameOf = (n: number) => `User ${String(n).padStart(5, '0')}`;

async function account(n: number, removed = false): Promise<Uuid> {
  const user = { uid: idOf(n), username: `u${n}`, displayName: nameOf(n), about: '', admin: false, removed };
  await stores.users.create({ user, credential: CREDENTIAL, createdAt: 0 });
  return user.uid;
}

function append(sender: Uuid, body: Parameters<Stores['conversations']['append']>[0]['body']) {
  const id = `00000000-0000-4000-9000-${String(++next).padStart(12, '0')}`;
  return stores.conversations.append({ conversation: ROOM, id, sender, body }, 0);
}

/** Accounts 0 to `accounts`, of which those are in the room that `isIn` says; the first owns it. */
async function roomWith(accounts: number, isIn: (n: number) => boolean = () => true): Promise<void> {
  for (let n = 0; n < accounts; n++) await account(n);
  await append(idOf(0), roomOf(idOf(0), 'Harbour'));
  for (let n = 1; n < accounts; n++) if (isIn(n)) await append(idOf(n), { kind: 'joined' });
}

function context(): MembersContext {
  const counted = async (found: Promise<readonly User[]>) => {
    looked += (await found).length;
    return found;
  };
  const users = new Proxy(stores.users, {
    get: (target, name: keyof Stores['users']) => {
      if (name === 'byUid') return (uids: readonly Uuid[]) => counted(target.byUid(uids));
      if (name === 'byName')
        return (...args: Parameters<Stores['users']['byName']>) => counted(target.byName(...args));
      throw new Error(`${name} was called`);
    },
  });
  const isOnline = (uid: Uuid) => online.has(uid);
  return { ...stores, users, onlineUsers: { online, isOnline, shows: isOnline } };
}

/** All pages, and how many accounts the one that looked at most of them did. */
async function all(search = ''): Promise<{ readonly members: readonly RoomMember[]; readonly most: number }> {
  const members: RoomMember[] = [];
  let [after, most]: [string | undefined, number] = [undefined, 0];
  do {
    looked = 0;
    const page = await roomMembersPage(context(), idOf(0), ROOM, {
      search,
      ...(after !== undefined && { after }),
    });
    expect(page.members.length).toBeLessThanOrEqual(LIMITS.pageMembers);
    members.push(...page.members);
    after = page.next;
    most = Math.max(most, looked);
  } while (after !== undefined);
  return { members, most };
}

/** Who is online first, each by name. */
function inOrder(members: readonly number[]): readonly string[] {
  const isOnline = (n: number) => online.has(idOf(n));
  return [...members.filter(isOnline), ...members.filter((n) => !isOnline(n))].map(nameOf);
}

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);

const SIZES = [
  { members: 120, others: 3, connected: 0 },
  { members: 120, others: 3, connected: 50 },
  { members: 130, others: 30, connected: 70 },
  { members: 1_050, others: 30, connected: 7 },
  { members: 1_050, others: 3, connected: 1_020 },
  { members: 1_010, others: 700, connected: 20 },
];

test.each(SIZES)(
  '$members members among $others others, $connected of all online: each is shown once, who is online first',
  async ({ members, others, connected }) => {
    const accounts = members + others;
    const step = accounts / members;
    const isIn = new Set(numbers(members).map((n) => Math.floor(n * step)));
    await roomWith(accounts, (n) => isIn.has(n));
    for (const n of numbers(connected)) online.add(idOf((n * 7) % accounts));

    const { members: found, most } = await all();
    expect(found.map(({ user }) => user.displayName)).toEqual(inOrder([...isIn]));
    expect(found.every(({ user, online: isOnline }) => isOnline === online.has(user.uid))).toBe(true);
    expect(found.filter(({ role }) => role === 'owner').map(({ user }) => user.uid)).toEqual([idOf(0)]);
    expect(most).toBeLessThanOrEqual(4_100);
  },
);

test.each([130, 1_050])('finds members by the beginnings of their names, of %s', async (members) => {
  await roomWith(members);
  online.add(idOf(41));
  const { members: found } = await all('user 0004');
  expect(found.map(({ user }) => user.uid)).toEqual([41, 40, 42, 43, 44, 45, 46, 47, 48, 49].map(idOf));
  expect((await all('@u12')).members.map(({ user }) => user.username)).toContain('u129');
});

test('who is hard to find is found over several pages, each of which looks at so many accounts', async () => {
  await roomWith(3_300, (n) => n >= 2_290 || n === 0);
  const { members: found, most } = await all('u');
  expect(found).toHaveLength(1_011);
  expect(most).toBeLessThanOrEqual(2_200);
});

test('deactivated members come last', async () => {
  await roomWith(60);
  for (const n of [0, 3]) await stores.users.setStanding(idOf(n), { removed: true });
  const { members: found } = await all();
  expect(found.map(({ user }) => user.uid).slice(-2)).toEqual([idOf(0), idOf(3)]);
  expect(found).toHaveLength(60);
});

test('a page goes on behind somebody who is called otherwise or has left meanwhile', async () => {
  await roomWith(120);
  const first = await roomMembersPage(context(), idOf(0), ROOM, {});
  expect(first.members.at(-1)?.user.uid).toBe(idOf(49));
  await append(idOf(49), { kind: 'left' });
  await stores.users.setProfile(idOf(49), { displayName: 'User 00060x', about: '' });
  const second = await roomMembersPage(context(), idOf(0), ROOM, { after: first.next });
  expect(second.members[0]?.user.uid).toBe(idOf(61));
});
