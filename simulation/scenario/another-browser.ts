import type { User } from '@parley/protocol';
import { MemoryKeys } from '@parley/client/testing';
import type { WhenLocked } from '../client/login-page.ts';
import { SdkDevice } from '../client/sdk-device.ts';
import type { World } from './world.ts';

const WHEN_LOCKED: readonly WhenLocked[] = [
  'remembers the last password',
  'begins anew',
  'begins anew, and finds the last password',
];

/** A browser that knows nothing of its user, who logs in with their password. */
export function anotherBrowser(
  world: World<SdkDevice>,
  user: User,
  { whenLocked, name }: { readonly whenLocked?: WhenLocked; readonly name: string },
): SdkDevice {
  const account = world.accounts?.find(({ uid }) => uid === user.uid);
  const keyed = account && { account, keeper: new MemoryKeys(), id: undefined };
  return new SdkDevice(world, user, { tabs: 1, name, closes: 0, keyed, ...(whenLocked && { whenLocked }) });
}

/** Somebody logs in in one more browser. */
export function logIn(world: World<SdkDevice>): void {
  enter(world, world.random.pick(world.users));
}

/** An administrator gives somebody another password, who has nothing any more, or no other browser at hand. */
export function resetPassword(world: World<SdkDevice>): void {
  const { random, users, devices, passwords, history, thieves, cluster } = world;
  const user = random.pick(users);
  const account = world.accounts?.find(({ uid }) => uid === user.uid);
  const whenLocked = random.pick(WHEN_LOCKED);
  const own = devices.filter(({ uid }) => uid === user.uid);
  // One that is just logging in has proved the password before.
  if (account === undefined || own.some(({ keyed }) => keyed?.id === undefined)) return;
  history.note('operator', `gives ${user.username} another password`);
  const now = passwords.get(user.uid) ?? account.password;
  const next = now === account.password ? account.otherPassword : account.password;
  passwords.set(user.uid, next);
  void cluster.setPassword(user.uid, next);
  if (whenLocked !== 'remembers the last password') {
    for (const lost of own) {
      const holder = lost.holder();
      lost.lose();
      devices.splice(devices.indexOf(lost), 1);
      const stolenAt = holder?.account.keyLog.versions.length;
      if (holder !== undefined && stolenAt !== undefined)
        thieves.push({ ...holder, stolenAt, name: `the finder of ${lost.name}` });
    }
  }
  enter(world, user, whenLocked);
}

function enter(world: World<SdkDevice>, user: User, whenLocked?: WhenLocked): void {
  const { devices, history } = world;
  const name = `${user.username} ${++world.counted.devices}`;
  const device = anotherBrowser(world, user, { name, ...(whenLocked && { whenLocked }) });
  history.note(name, 'is new');
  devices.push(device);
  device.start();
}
