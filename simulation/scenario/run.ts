import { complaints } from '../checker/complaints.ts';
import type { Facts, Spoken } from '../checker/facts.ts';
import type { Device } from '../client/device.ts';
import { NaiveDevice, type Naivety } from '../client/naive-device.ts';
import { SdkDevice } from '../client/sdk-device.ts';
import { staleTimelines } from './fresh-copy.ts';
import { HAPPENINGS, NAIVE_HAPPENINGS, type Happening } from './happenings.ts';
import { heal } from './healing.ts';
import { erasedSince } from './erased-since.ts';
import type { Events, Profile } from './profile.ts';
import { createWorld, type World } from './world.ts';

/** The end of a run. */
export interface Outcome {
  /** Broken promises, one sentence each. */
  readonly failures: readonly string[];
  /** Events, one per line. */
  readonly trace: string;
  /** Messages set aside in an outbox: refused, or lost by the server. */
  readonly aside: readonly string[];
}

/** Runs the real clients once. The same seed and profile give the same run, to the last event. */
export async function run(seed: number, profile: Profile): Promise<Outcome> {
  const { tabs, closes } = profile;
  const world = await createWorld(
    seed,
    profile,
    (deps, user, name, device) => new SdkDevice(deps, user, { tabs, name, closes, device }),
  );
  const late = await play(world, profile, HAPPENINGS);
  const facts = await factsOf(world);
  const stale = await staleTimelines(world, comparesStatus(profile));
  const failures = [...world.history.bugs, ...late, ...complaints(facts), ...stale];
  return { failures, trace: world.history.trace, aside: asideIn(facts) };
}

/**
 * If people return to a group, or the server forgets marks, a running client rightly remembers more receipts than a new
 * one can learn.
 */
function comparesStatus({ events }: Profile): 'with status' | 'without status' {
  return events.membership === undefined && events.restore === undefined ? 'with status' : 'without status';
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
): Promise<readonly string[]> {
  const { clock, random, cluster, devices, weather } = world;
  cluster.start();
  for (const device of devices) device.start();
  const choices = Object.values(weighted(profile.events)).flatMap((name) => happenings[name] ?? []);
  for (let i = 0; i < profile.length; i++) {
    await clock.runUntil(clock.now() + random.int(0, profile.pause));
    random.pick(choices)(world, `message ${i}`);
  }
  await clock.runUntil(clock.now());
  weather.clearUp();
  cluster.clearUp();
  for (const device of devices) device.start();
  return heal(world, profile.unnoticed);
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
    acknowledged: history.acknowledged,
    devices: facts,
    sightings: history.sightings,
    marks: [...store.markSamples, ...history.marks],
  };
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
