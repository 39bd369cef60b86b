import type { Uuid } from '@parley/protocol';
import { complaints } from '../checker/complaints.ts';
import { keysStayInside } from '../checker/keys-stay-inside.ts';
import type { Facts, Heard, Spoken } from '../checker/facts.ts';
import type { Device } from '../client/device.ts';
import { NaiveDevice, type Naivety } from '../client/naive-device.ts';
import { SdkDevice } from '../client/sdk-device.ts';
import type { Liar } from '../server/liar.ts';
import { staleClients } from './fresh-copy.ts';
import { HAPPENINGS, NAIVE_HAPPENINGS, type Happening } from './happenings.ts';
import { heal } from './healing.ts';
import { erasedSince } from './erased-since.ts';
import { knownAnew } from './known-anew.ts';
import type { Events, Profile } from './profile.ts';
import { departedIn, reachesOf } from './reaches.ts';
import { createWorld, type World } from './world.ts';

/** How often somebody tries to seal the group for a lie, and how long that takes, in ms. */
const LAST_TRIES = 5;
const LAST_TRY_MS = 10_000;

/** The end of a run. */
export interface Outcome {
  /** Broken promises, one sentence each. */
  readonly failures: readonly string[];
  /** Events, one per line. */
  readonly trace: string;
  /** Messages set aside in an outbox: refused, or lost by the server. */
  readonly aside: readonly string[];
}

/** What came of a lie. */
interface LieOutcome extends Outcome {
  /** Whether anybody was told that something is wrong. */
  readonly isNoticed: boolean;
}

/** Runs the real clients once. The same seed and profile give the same run, to the last event. */
export async function run(seed: number, profile: Profile): Promise<Outcome> {
  const world = await sdkWorld(seed, profile);
  const { history } = world;
  const late = await play(world, profile, HAPPENINGS);
  const facts = { ...(await factsOf(world)), ...(await sealedFacts(world)) };
  const stale = await staleClients(world, comparesStatus(profile));
  // An honest server gives nobody a reason to complain, unless it lost something.
  const alarms = profile.events.restore === undefined ? history.alarms : [];
  const failures = [...history.bugs, ...late, ...complaints(facts), ...stale, ...alarms];
  return { failures, trace: history.trace, aside: asideIn(facts) };
}

/**
 * The same with a server that tells a lie in the middle. Nobody who may not read ever can; and somebody notices, or it makes no
 * difference to anybody.
 */
export async function runLie(
  seed: number,
  profile: Profile,
  tell: (liar: Liar) => Promise<void>,
): Promise<LieOutcome> {
  const world = await sdkWorld(seed, profile);
  const { liar, history } = world;
  if (liar === undefined) throw new Error('only sealed conversations are lied about');
  const late = await play(world, profile, HAPPENINGS, async () => {
    history.note('operator', 'lies');
    await tell(liar);
  });
  const facts = { ...(await factsOf(world)), ...(await sealedFacts(world)) };
  const isNoticed = history.alarms.length > 0 || isRefused(world);
  const unnoticed = isNoticed ? [] : [...late, ...complaints(facts)];
  const failures = [...history.bugs, ...keysStayInside(facts), ...unnoticed];
  return { failures, trace: history.trace, aside: asideIn(facts), isNoticed };
}

function sdkWorld(seed: number, profile: Profile): Promise<World<SdkDevice>> {
  const { tabs, closes } = profile;
  return createWorld(
    seed,
    profile,
    (deps, user, name, device) => new SdkDevice(deps, user, { tabs, name, closes, device }),
  );
}

/** Whether somebody is shown that something could not be opened. */
function isRefused({ devices }: World<SdkDevice>): boolean {
  const states = devices.flatMap(({ tabs }) =>
    tabs.flatMap(({ client }) => [...client.sealed.get().values()]),
  );
  return states.some(({ notOpened }) => notOpened.size > 0);
}

/**
 * If people return to a group, or the server forgets marks, a running client rightly remembers more receipts than a new
 * one can learn.
 */
function comparesStatus({ events }: Profile): 'with status' | 'without status' {
  const comeAndGo = events.membership !== undefined || events.order !== undefined;
  return !comeAndGo && events.restore === undefined ? 'with status' : 'without status';
}

/** The same with faulty clients: a checker that never fails proves nothing. */
export async function runNaive(seed: number, profile: Profile, naivety: Naivety): Promise<Outcome> {
  const world = await createWorld(seed, profile, (deps, user) => new NaiveDevice(deps, user, naivety));
  const late = await play(world, profile, NAIVE_HAPPENINGS);
  const facts = await factsOf(world);
  return { failures: [...late, ...complaints(facts)], trace: world.history.trace, aside: asideIn(facts) };
}

function asideIn({ devices }: Facts): string[] {
  return devices.flatMap(({ outbox }) => outbox.filter(({ waiting }) => !waiting).map(({ text }) => text));
}

async function play<D extends Device>(
  world: World<D>,
  profile: Profile,
  happenings: Partial<Record<keyof Events, Happening<D>>>,
  lie?: () => Promise<void>,
): Promise<readonly string[]> {
  const liesAt = Math.floor((2 * profile.length) / 3);
  let lieToTell = lie;
  const { clock, random, cluster, devices, weather } = world;
  cluster.start();
  for (const device of devices) device.start();
  const choices = Object.values(weighted(profile.events)).flatMap((name) => happenings[name] ?? []);
  for (let i = 0; i < profile.length; i++) {
    // What was said in an old group before it was sealed was signed by nobody: nothing is promised of that.
    if (lieToTell !== undefined && i >= liesAt && (await isGroupSealed(world))) {
      await lieToTell();
      lieToTell = undefined;
    }
    await clock.runUntil(clock.now() + random.int(0, profile.pause));
    random.pick(choices)(world, `message ${i}`);
  }
  if (lieToTell !== undefined) await lieAtLast(world, happenings, lieToTell);
  await clock.runUntil(clock.now());
  weather.clearUp();
  await cluster.clearUp();
  for (const device of devices) device.start();
  return heal(world, profile.unnoticed);
}

/** Where nothing has sealed the group so far, somebody says something in it first. */
async function lieAtLast<D extends Device>(
  world: World<D>,
  happenings: Partial<Record<keyof Events, Happening<D>>>,
  lie: () => Promise<void>,
): Promise<void> {
  const { clock, devices } = world;
  for (const device of devices) device.start();
  for (let i = 0; i < LAST_TRIES && !(await isGroupSealed(world)); i++) {
    happenings.burst?.(world, `at last ${i}`);
    await clock.runUntil(clock.now() + LAST_TRY_MS);
  }
  if (!(await isGroupSealed(world)))
    throw new Error('the group is never sealed: there is nothing to lie about');
  await lie();
  await clock.runUntil(clock.now() + LAST_TRY_MS);
}

async function isGroupSealed({ cluster, group }: World): Promise<boolean> {
  return (await cluster.store.state(group))?.epoch !== undefined;
}

/** The name of each event as often as its weight says. */
function weighted(events: Events): (keyof Events)[] {
  return (Object.keys(events) as (keyof Events)[]).flatMap((name) =>
    Array.from({ length: events[name] ?? 0 }, () => name),
  );
}

async function factsOf({ cluster, history, devices }: World): Promise<Facts> {
  const { store } = cluster;
  const facts = devices.map((device) => device.facts());
  const logs = await store.logs();
  return {
    logs,
    spoken: [...store.spoken, ...sealedOnce([...openedBy(facts), ...erasedSince(logs, facts)])],
    // As it is now: whoever comes later writes what they owe, which is not in these logs.
    acknowledged: [...history.acknowledged],
    devices: facts,
    sightings: [...history.sightings],
    marks: [...store.markSamples, ...history.marks],
  };
}

/** What people can open who may not, in runs that seal. */
async function sealedFacts(world: World<SdkDevice>): Promise<Partial<Facts>> {
  if (world.accounts === undefined) return {};
  const { liar, thieves } = world;
  const { wiretap } = world.cluster;
  const departed = departedIn(wiretap);
  const former = world.devices.filter(({ uid }) => departed.has(uid)).flatMap((one) => one.holder() ?? []);
  const outsiders = [...former, ...(liar?.holders() ?? []), ...thieves];
  const reaches = await reachesOf(outsiders, wiretap);
  const startedAt = (conversation: Uuid, commitment: string) => epochStart(wiretap, conversation, commitment);
  const loggedOut = world.loggedOut.map(({ device, at }) => {
    const { name, windows } = device.facts();
    return { name, at, windows, epochs: device.epochs(), startedAt };
  });
  return { heard: wiretap, reaches, knownAnew: await knownAnew(world), loggedOut };
}

/** When an epoch was started first, in whichever log. */
function epochStart({ entries }: Heard, conversation: Uuid, commitment: string): number | undefined {
  const starts = entries.filter(
    (entry) =>
      entry.conversation === conversation &&
      entry.body.kind === 'keys' &&
      entry.body.commitment === commitment,
  );
  return starts.map(({ time }) => time).sort((a, b) => a - b)[0];
}

/** What was said in sealed messages, as devices opened them: the database does not know. */
function openedBy(devices: Facts['devices']): readonly Spoken[] {
  return devices.flatMap(({ opened = [] }) => opened);
}

/** Each message as it was opened first. */
function sealedOnce(all: readonly Spoken[]): readonly Spoken[] {
  const said = new Map<string, Spoken>();
  for (const one of all) {
    const place = `${one.conversation} ${one.seq}`;
    if (!said.has(place)) said.set(place, one);
  }
  return [...said.values()];
}
