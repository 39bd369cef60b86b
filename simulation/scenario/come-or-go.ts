import type { Role } from '@parley/protocol';
import type { SdkDevice } from '../client/sdk-device.ts';
import type { Try } from './change-something.ts';
import type { World } from './world.ts';

const ROLES: readonly Role[] = ['owner', 'admin', 'member'];

/** A user adds, removes or promotes another, or leaves. The log decides whether they may. */
export function comeOrGo({ random, devices, users, group, history }: World<SdkDevice>, attempt: Try): void {
  const device = random.pick(devices);
  const [tab] = device.tabs;
  if (tab === undefined) return;
  const { groups } = tab.client;
  const { uid, username } = random.pick(users);
  const role = random.pick(ROLES);
  const [what, change] = random.pick([
    [`adds ${username}`, () => groups.add(group, [uid])],
    [`removes ${username}`, () => groups.remove(group, uid)],
    [`makes ${username} ${role}`, () => groups.changeRole(group, uid, role)],
    ['leaves', () => groups.leave(group)],
  ] as const);
  history.note(device.name, what);
  attempt(device, change());
}
