import { directConversationId, type Body, type User, type Uuid } from '@parley/protocol';
import { roomOf } from '@parley/backend/domain/rooms/create-room.ts';
import { sha256 } from '@parley/backend/domain/sha256.ts';
import type { Device } from '../client/device.ts';
import type { DeviceDeps } from '../client/device-deps.ts';
import { simulatedAccount, type SimulatedAccount } from '../client/simulated-account.ts';
import { takeTurnsInCrypto } from '../world/settled.ts';
import { Network } from '../network/network.ts';
import { FAIR, Weather } from '../network/weather.ts';
import { Cluster } from '../server/cluster.ts';
import { Liar } from '../server/liar.ts';
import { History } from '../world/history.ts';
import { SeededRandom } from '../world/seeded-random.ts';
import { VirtualClock } from '../world/virtual-clock.ts';
import type { Profile } from './profile.ts';
import type { Holder } from './reaches.ts';

const NAMES = ['alice', 'bob', 'carol'] as const;
/** The account of a server for itself. */
const LIAR = 'mallory';
/** Their uids count from here. */
const FIRST_OF_CROWD = 100;

/** Everything in one run. */
export interface World<D extends Device = Device> extends DeviceDeps {
  readonly clock: VirtualClock;
  readonly weather: Weather;
  /** Without those that were lost. */
  readonly devices: D[];
  readonly group: Uuid;
  /** Who has stolen a device, with what was on it. */
  readonly thieves: Holder[];
  /** Devices that their users have logged out for good, and when that was stored. */
  readonly loggedOut: { readonly device: D; readonly at: number }[];
  /** How many devices there ever were. */
  readonly counted: { devices: number };
  /** Who runs the servers, in runs that seal. */
  readonly liar?: Liar;
}

/** @param device which of the user's devices */
export type MakeDevice<D extends Device> = (deps: DeviceDeps, user: User, name: string, device: number) => D;

/** Three people, the first of them with two devices, a group of all and a direct conversation of two. */
export async function createWorld<D extends Device>(
  seed: number,
  profile: Profile,
  makeDevice: MakeDevice<D>,
): Promise<World<D>> {
  const random = new SeededRandom(seed);
  const clock = new VirtualClock();
  const history = new History(clock);
  const weather = new Weather({ ...FAIR, ...profile.climate }, random.fork());
  const network = new Network(clock, weather);
  const { nodes, ringLoss } = profile;
  const cluster = new Cluster({ clock, random: random.fork(), network, history, nodes, ringLoss });
  const accounts = profile.sealed === true ? await simulatedAccounts() : undefined;
  const users = NAMES.map((name, index) => ({
    ...userNamed(name, accounts?.[index]?.uid ?? random.uuid()),
    admin: index === 0,
  }));
  await cluster.register(users, accounts?.slice(0, NAMES.length));
  const group = random.uuid();
  const crowd = await crowdOf(profile.crowd ?? 0);
  await cluster.register(
    crowd.map(({ uid }, i) => userNamed(`extra ${i}`, uid)),
    crowd,
  );
  if (profile.events.announce !== undefined) await cluster.openAnnouncements();
  const members = [...users, ...crowd].map(({ uid }) => uid);
  await (profile.isRoom === true ? createRoom : createGroup)(cluster, {
    group,
    members,
    ids: () => random.uuid(),
  });
  const deps = {
    clock,
    random,
    network,
    cluster,
    history,
    users,
    conversations: [group],
    passwords: new Map(),
    foundKeys: new Set<string>(),
    unanswered: new Set<Uuid>(),
    ...(accounts && { accounts: accounts.slice(0, NAMES.length) }),
  };
  const liar = await liarIn(deps, accounts, group);
  const owners = [...users, ...users.slice(0, 1)];
  const devices = owners.map((user, index) =>
    makeDevice(deps, user, `${user.username} ${index + 1}`, owners.indexOf(user) === index ? 0 : 1),
  );
  const counted = { devices: devices.length };
  return { ...deps, weather, devices, group, thieves: [], loggedOut: [], counted, ...(liar && { liar }) };
}

/** The direct conversation of the first two. */
export function directOf({ users }: World): Uuid {
  const [alice, bob] = users;
  if (alice === undefined || bob === undefined) throw new Error('a world has users');
  return directConversationId(sha256, alice.uid, bob.uid);
}

interface Beginning {
  readonly group: Uuid;
  readonly members: readonly Uuid[];
  readonly ids: () => Uuid;
}

/** A room that all have joined, with an admin beside its owner. */
async function createRoom({ store }: Cluster, { group, members, ids }: Beginning): Promise<void> {
  const [owner, ...others] = members;
  if (owner === undefined) return;
  const says = (sender: Uuid, body: Body) =>
    store.append({ conversation: group, id: ids(), sender, body }, 0);
  await says(owner, roomOf(owner, 'Harbour'));
  for (const uid of others) await says(uid, { kind: 'joined' });
  for (const member of others.slice(0, 1)) await says(owner, { kind: 'roleChanged', member, role: 'admin' });
}

async function createGroup(cluster: Cluster, { group, members: uids, ids }: Beginning): Promise<void> {
  const [owner] = uids;
  if (owner === undefined) return;
  const members = uids.map((uid) => ({ uid, role: uid === owner ? 'owner' : 'member' }) as const);
  const body = {
    kind: 'created',
    type: 'group',
    name: 'Everybody',
    visibility: 'private',
    protection: 'open',
    history: 'fromJoin',
    members,
  } as const;
  await cluster.store.append({ conversation: group, id: ids(), sender: owner, body }, 0);
}

function userNamed(username: string, uid: Uuid): User {
  return { uid, username, displayName: username, about: '', admin: false, removed: false };
}

/** Somebody with an account, who is in no conversation. */
async function liarIn(
  { cluster, random, clock }: Pick<DeviceDeps, 'cluster' | 'random' | 'clock'>,
  accounts: readonly SimulatedAccount[] | undefined,
  group: Uuid,
): Promise<Liar | undefined> {
  const own = accounts?.at(-1);
  if (accounts === undefined || own === undefined) return undefined;
  await cluster.register([userNamed(LIAR, own.uid)], [own]);
  const honest = accounts.slice(0, -1);
  return new Liar({ cluster, random: random.fork(), accounts: honest, own, group, now: () => clock.now() });
}

let madeAccounts: Promise<readonly SimulatedAccount[]> | undefined;

/** The same for all runs. */
function simulatedAccounts(): Promise<readonly SimulatedAccount[]> {
  if (madeAccounts === undefined) takeTurnsInCrypto();
  madeAccounts ??= Promise.all(
    [...NAMES, LIAR].map((username, i) =>
      simulatedAccount({ uid: numbered(i + 1, 1), username }, devicesOf(i)),
    ),
  );
  return madeAccounts;
}

const madeCrowd: Promise<SimulatedAccount>[] = [];

/** Others with keys, the same for all runs. */
function crowdOf(size: number): Promise<readonly SimulatedAccount[]> {
  for (let i = madeCrowd.length; i < size; i++) {
    const [uid, device] = [numbered(FIRST_OF_CROWD + i, 1), numbered(FIRST_OF_CROWD + i, 2)];
    madeCrowd.push(simulatedAccount({ uid, username: `extra ${i}` }, [device]));
  }
  return Promise.all(madeCrowd.slice(0, size));
}

/** Two each, of which one may stay unused. */
function devicesOf(person: number): readonly Uuid[] {
  return [2, 3].map((part) => numbered(person + 1, part));
}

function numbered(person: number, part: number): Uuid {
  return `${String(person).padStart(8, '0')}-${part}000-4000-8000-000000000000`;
}
