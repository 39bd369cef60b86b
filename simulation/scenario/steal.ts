import type { SdkDevice } from '../client/sdk-device.ts';
import { passwordOf } from '../client/simulated-keys.ts';
import type { Try } from './change-something.ts';
import type { World } from './world.ts';

/** Somebody loses one of two devices, and says so on the other one. */
export function steal(world: World<SdkDevice>, attempt: Try): void {
  const { history, thieves } = world;
  const two = twoDevices(world);
  const holder = two?.lost.holder();
  if (two === undefined || holder === undefined) return;
  const { lost, kept, keyed, keys } = two;
  history.note(lost.name, 'is stolen');
  thieves.push({
    ...holder,
    name: `the thief of ${lost.name}`,
    stolenAt: holder.account.keyLog.versions.length,
  });
  lose(world, lost);
  attempt(kept, keys.lostOrStolen(passwordOf(world, kept.user, keyed.account), []));
}

/** Somebody logs one of two devices out on the other one. It has nothing that its user had not. */
export function logOut(world: World<SdkDevice>, attempt: Try): void {
  const two = twoDevices(world);
  const device = two?.lost.keyed?.id;
  if (two === undefined || device === undefined) return;
  world.history.note(two.lost.name, 'is logged out');
  lose(world, two.lost);
  attempt(two.kept, two.keys.revoke(device));
}

/** Two devices of one user, of which the one that stays has its keys open. */
function twoDevices({ devices }: World<SdkDevice>) {
  const lost = devices.find((one) => devices.some((other) => other.uid === one.uid && other !== one));
  const kept = devices.find((one) => one.uid === lost?.uid && one !== lost);
  const keys = kept?.tabs[0]?.keys;
  if (lost === undefined || kept?.keyed === undefined || keys?.state.get().kind !== 'open') return undefined;
  return { lost, kept, keyed: kept.keyed, keys };
}

function lose({ devices }: World<SdkDevice>, lost: SdkDevice): void {
  lost.lose();
  devices.splice(devices.indexOf(lost), 1);
}
