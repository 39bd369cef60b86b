import { ANNOUNCEMENTS, CodedError, LIMITS, type Uuid } from '@parley/protocol';
import type { Device } from '../client/device.ts';
import type { SdkDevice } from '../client/sdk-device.ts';
import { logIn, resetPassword } from './another-browser.ts';
import { changeSomething } from './change-something.ts';
import { comeOrGo } from './come-or-go.ts';
import type { Events } from './profile.ts';
import { keepOrder } from './keep-order.ts';
import { logOut, steal } from './steal.ts';
import { directOf, type World } from './world.ts';

const DOWN_MS = 6_000;
const BURST = 5;
const CUTTING_MS = 20_000;
const FLOOD = LIMITS.windowGap + 100;

/** One kind of event in a run. Its user does not wait for the result. */
export type Happening<D extends Device> = (world: World<D>, text: string) => void;

/** Events for any kind of client. */
export const NAIVE_HAPPENINGS: Partial<Record<keyof Events, Happening<Device>>> = {
  say: (world, text) => say(world, world.group, text),
  burst: (world, text) => {
    const device = world.random.pick(world.devices);
    for (let i = 0; i < BURST; i++) void device.say(world.group, `${text}.${i}`);
  },
  crashTab: ({ random, devices }) => random.pick(devices).crash(random.int(0, DOWN_MS)),
  crashNode: ({ random, cluster }) => cluster.crash(random.int(0, DOWN_MS)),
  breakNetwork: ({ random, network }) => network.breakAll(random.pick(['cut', 'freeze'])),
};

export const HAPPENINGS: Record<keyof Events, Happening<SdkDevice>> = {
  say: (world, text) => say(world, anyConversation(world), text),
  burst: (world, text) => {
    const device = speaker(world, world.group);
    for (let i = 0; i < BURST; i++) tried(world, device, device.say(world.group, `${text}.${i}`));
  },
  crashTab: ({ random, devices }) => random.pick(devices).crash(random.int(0, DOWN_MS)),
  showTab: ({ random, devices }) => random.pick(devices).show(),
  crashNode: ({ random, cluster }) => cluster.crash(random.int(0, DOWN_MS)),
  breakNetwork: ({ random, network }) => network.breakAll(random.pick(['cut', 'freeze'])),
  cutMessages: ({ clock, weather }) => {
    weather.cutsMessages = true;
    clock.setTimeout(() => (weather.cutsMessages = false), CUTTING_MS);
  },
  change: (world) => changeSomething(world, (device, task) => tried(world, device, task)),
  read: (world) => {
    const tab = world.random.pick(world.devices).tabs[0];
    const seq = tab?.shown(world.group).findLast((item) => item.kind === 'message')?.seq;
    if (seq !== undefined) tab?.client.markRead(world.group, seq);
  },
  membership: (world) => comeOrGo(world, (device, task) => tried(world, device, task)),
  order: (world) => keepOrder(world, (device, task) => tried(world, device, task)),
  revoke: (world) => logOut(world, (device, task) => tried(world, device, task)),
  logIn: (world) => logIn(world),
  resetPassword: (world) => resetPassword(world),
  steal: (world) => steal(world, (device, task) => tried(world, device, task)),
  tooLarge: (world) => {
    const device = speaker(world, world.group);
    tried(world, device, device.say(world.group, 'x'.repeat(40_000)));
  },
  restore: ({ cluster }) => void cluster.restore(),
  announce: (world, text) => {
    // The first user is the administrator, on their first and last device.
    const device = world.random.pick([...world.devices.slice(0, 1), ...world.devices.slice(-1)]);
    tried(world, device, device.say(ANNOUNCEMENTS, text));
  },
  flood: ({ cluster, users, group, random }) => void cluster.flood(group, random.pick(users).uid, FLOOD),
};

function say(world: World, conversation: Uuid, text: string): void {
  const device = speaker(world, conversation);
  world.history.note(device.name, `says ${text} in ${conversation}`);
  tried(world, device, device.say(conversation, text));
}

function anyConversation(world: World): Uuid {
  return world.random.chance(0.7) ? world.group : directOf(world);
}

/** A user who may know the conversation: the direct one belongs to the first two. */
function speaker<D extends Device>(world: World<D>, conversation: Uuid): D {
  const those = conversation === world.group ? world.devices : world.devices.slice(0, 2);
  return world.random.pick(those);
}

/** The system may refuse an action with a defined code; any other error is a bug. */
function tried({ history }: World, device: Device, task: Promise<unknown>): void {
  task.catch((error: unknown) => {
    const defined = error instanceof CodedError && error.code !== 'E_INTERNAL';
    if (defined) history.note(device.name, `is refused: ${error.code}`);
    else if (error instanceof Error && error.name === 'NoAnswerError')
      history.note(device.name, 'gets no answer');
    else history.bug(device.name, error);
  });
}
