import type { Role, Uuid } from '@parley/protocol';
import type { SdkDevice } from '../client/sdk-device.ts';
import type { Tab } from '../client/tab.ts';
import type { Try } from './change-something.ts';
import type { World } from './world.ts';

const ROLES: readonly Role[] = ['owner', 'admin', 'member'];
/** The longest mute, in seconds, and steps of slow mode. */
const MUTE = 20;
const SLOW = [0, 0, 0, 2] as const;

/** What somebody tries, and how. */
type Deed = readonly [string, () => Promise<unknown>];

/** A user joins the room or leaves it, or keeps it in order, by the routes themselves. The log decides whether they may. */
export function keepOrder(world: World<SdkDevice>, attempt: Try): void {
  const { random, devices, history } = world;
  const device = random.pick(devices);
  const [tab] = device.tabs;
  if (tab === undefined) return;
  const [what, act] = random.chance(0.4) ? comesOrGoes(world, tab) : keeps(world, tab, device.uid);
  history.note(device.name, what);
  attempt(device, act());
}

function comesOrGoes({ random, group }: World<SdkDevice>, { api }: Tab): Deed {
  const [id, params] = [random.uuid(), { conversation: group }];
  return random.chance(0.7)
    ? ['joins', () => api.call('joinRoom', { params, body: { id } })]
    : ['leaves', () => api.call('leaveGroup', { params, body: { id } })];
}

function keeps({ random, users, group }: World<SdkDevice>, { api }: Tab, own: Uuid): Deed {
  const { uid: member, username } = random.pick(users.filter(({ uid }) => uid !== own));
  const [role, seconds] = [random.pick(ROLES), random.int(0, MUTE)];
  const rules = { slowMode: random.pick(SLOW), onlyAdmins: random.chance(0.2) };
  const [id, params] = [random.uuid(), { conversation: group }];
  const to = { id, member };
  return random.pick<Deed>([
    [`bans ${username}`, () => api.call('banMember', { params, body: to })],
    [`lets ${username} come back`, () => api.call('unbanMember', { params, body: to })],
    [`lets ${username} come back`, () => api.call('unbanMember', { params, body: to })],
    [
      `mutes ${username} for ${seconds} s`,
      () => api.call('muteMember', { params, body: { ...to, seconds } }),
    ],
    [`rules ${JSON.stringify(rules)}`, () => api.call('changeRules', { params, body: { id, ...rules } })],
    [`makes ${username} ${role}`, () => api.call('changeRole', { params, body: { ...to, role } })],
  ]);
}
