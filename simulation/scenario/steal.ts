import type { SdkDevice } from '../client/sdk-device.ts';
import { passwordOf, proven } from '../client/proven-password.ts';
import type { Try } from './change-something.ts';
import type { World } from './world.ts';

/** Somebody loses one of their devices, and says so on another one. */
export function steal(world: World<SdkDevice>, attempt: Try): void {
  const { history, thieves, devices } = world;
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
  const others = devices.filter(({ uid }) => uid === kept.uid);
  const keeps = others.flatMap(({ keyed: other }) => other?.id ?? []);
  const password = proven(world, kept.user, passwordOf(world, keyed.account));
  const changed = keys.lostOrStolen(password, world.random.chance(0.5) ? keeps : []);
  // Also where the page dies before it hears of it.
  world.unanswered.add(kept.uid);
  attempt(
    kept,
    changed.then(() => world.unanswered.delete(kept.uid)),
  );
}

/** Somebody logs one of their devices out on another one. It has nothing that its user had not. */
export function logOut(world: World<SdkDevice>, attempt: Try): void {
  const { history, loggedOut, devices, clock, random } = world;
  const two = twoDevices(world);
  const device = two?.lost.keyed?.id;
  if (two === undefined || device === undefined) return;
  const { lost, kept, keys } = two;
  const stays = random.chance(0.5);
  history.note(kept.name, `logs ${lost.name} out, ${stays ? 'for good' : 'who logs in again'}`);
  if (stays) {
    lost.abandon();
    devices.splice(devices.indexOf(lost), 1);
  }
  const revoked = keys.revoke(device).then(() => {
    if (stays) loggedOut.push({ device: lost, at: clock.now() });
  });
  attempt(kept, revoked);
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
