import type { SdkDevice } from '../client/sdk-device.ts';
import { passwordOf } from '../client/simulated-keys.ts';
import type { Try } from './change-something.ts';
import type { World } from './world.ts';

/** Somebody loses one of two devices, and says so on the other one. */
export function steal(world: World<SdkDevice>, attempt: Try): void {
  const { devices, history, thieves } = world;
  const lost = devices.find((one) => devices.some((other) => other.uid === one.uid && other !== one));
  const kept = devices.find((one) => one.uid === lost?.uid && one !== lost);
  const keys = kept?.tabs[0]?.keys;
  const holder = lost?.holder();
  if (lost === undefined || kept?.keyed === undefined || holder === undefined) return;
  if (keys?.state.get().kind !== 'open') return;
  history.note(lost.name, 'is stolen');
  thieves.push({
    ...holder,
    name: `the thief of ${lost.name}`,
    stolenAt: holder.account.keyLog.versions.length,
  });
  lost.lose();
  devices.splice(devices.indexOf(lost), 1);
  attempt(kept, keys.lostOrStolen(passwordOf(world, kept.user, kept.keyed.account), []));
}
