import { CHAIN_START, type Entry, type Uuid } from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import { unstartedDirect } from '../../local/conversations/unstarted-direct.ts';
import { KnownConversations } from '../../model/known-conversations.ts';
import type { SealedConversation } from '../../model/sealing/sealed-conversation.ts';
import { FakeClock } from '../../platform/fake-clock.ts';
import type { HttpApi } from '../../ports/http-api.ts';
import { MemoryStorage } from '../../storage/memory/memory-storage.ts';
import { SEALING_LIMITS } from '../sealing-limits.ts';
import { RosterLists } from './roster-lists.ts';
import { SealedStates } from './sealed-states.ts';

const uid = (n: number): Uuid => `${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`;
const [GROUP, OTHER, BOB, CAROL] = [uid(1), uid(2), uid(3), uid(4)];

const NO_API: HttpApi = { call: () => Promise.reject(new Error('nothing is asked for')) };

/** @param copy what is kept of an earlier run */
function setUp(copy: Pick<MemoryStorage, 'rosters'> = new MemoryStorage(BOB)) {
  const told = new Map<Uuid, SealedConversation>();
  const sink = { sealedChanged: (id: Uuid, now: SealedConversation) => void told.set(id, now) };
  const keyLogs = { now: () => new Map(), wasAsked: () => true, wasAskedUpTo: () => true };
  const tasks: Promise<unknown>[] = [];
  const link = {
    me: BOB,
    known: new KnownConversations(),
    removed: () => new Set<Uuid>(),
    sink,
    clock: new FakeClock(),
    background: (task: Promise<unknown>) => {
      tasks.push(task);
    },
  };
  const states = new SealedStates(link, keyLogs, new RosterLists({ api: NO_API, keeper: copy.rosters }));
  const alarms = async (id: Uuid) => {
    await Promise.all(tasks);
    return told.get(id)?.alarms ?? [];
  };
  const notOpened = (id: Uuid) => [...(told.get(id)?.notOpened ?? [])];
  return { states, alarms, told, notOpened };
}

const keysBy = (by: Uuid, seq: number, conversation: Uuid = GROUP) =>
  ({ kind: 'refusedKeys', conversation, seq, by, epoch: seq, refusal: 'signature' }) as const;

test('a cause is told once in a conversation, however often it shows', async () => {
  const { states, alarms } = setUp();
  for (let seq = 2; seq < 9; seq++) states.alarm(keysBy(BOB, seq));
  states.alarm(keysBy(CAROL, 9));
  states.alarm({ ...keysBy(BOB, 10), refusal: 'roster' });
  states.alarm(keysBy(BOB, 2, OTHER));
  expect(await alarms(GROUP)).toEqual([
    keysBy(BOB, 2),
    keysBy(CAROL, 9),
    { ...keysBy(BOB, 10), refusal: 'roster' },
  ]);
  expect(await alarms(OTHER)).toEqual([keysBy(BOB, 2, OTHER)]);
});

test('a deletion or a pin that is refused is an alarm, not a message that cannot be read', async () => {
  const { states, alarms, notOpened } = setUp();
  const bare = (kind: 'deletion' | 'pinned', seq: number): Entry => ({
    ...{ conversation: GROUP, seq, id: uid(seq), sender: CAROL, time: 1, count: 0, chain: CHAIN_START },
    body: { kind, target: 2 },
  });
  const entries = [3, 4, 5, 6].map((seq) => bare(seq === 4 ? 'pinned' : 'deletion', seq));
  const refused = (refusal: string) => ({ kind: 'refused', refusal }) as const;
  states.opened(entries, [
    refused('unsigned'),
    refused('noRight'),
    { kind: 'unjudged' },
    refused('identityReset'),
  ]);
  const told = { kind: 'refusedChange', conversation: GROUP, by: CAROL };
  expect(await alarms(GROUP)).toEqual([
    { ...told, seq: 3, change: 'deletion', refusal: 'unsigned' },
    { ...told, seq: 4, change: 'pinned', refusal: 'noRight' },
  ]);
  expect(notOpened(GROUP)).toEqual([]);
});

test('a server that shows ever new causes does not flood a conversation', async () => {
  const { states, alarms } = setUp();
  for (let n = 0; n < 1_000; n++) states.alarm(keysBy(uid(n), n));
  expect(await alarms(GROUP)).toHaveLength(SEALING_LIMITS.alarms);
});

test('nor do they hide who is left out, or that the server lost something', async () => {
  const { states, alarms } = setUp();
  for (let n = 0; n < 1_000; n++) states.alarm(keysBy(uid(n), n));
  const leftOut = {
    kind: 'leftOut',
    conversation: GROUP,
    epoch: 2,
    members: [{ user: BOB, why: 'noKeys' }],
  } as const;
  states.alarm(leftOut);
  states.diverged(GROUP);
  expect((await alarms(GROUP)).slice(SEALING_LIMITS.alarms)).toMatchObject([leftOut, { kind: 'diverged' }]);
});

test('what the user has seen is not told again, nor after a restart, and what shows later is', async () => {
  const copy = new MemoryStorage(BOB);
  const { states, alarms } = setUp(copy);
  for (const seq of [2, 3]) states.alarm(keysBy(BOB, seq));
  expect(await alarms(GROUP)).toEqual([keysBy(BOB, 2)]);
  await states.alarmsSeen(GROUP, await alarms(GROUP));
  for (const seq of [2, 3]) states.alarm(keysBy(BOB, seq));
  expect(await alarms(GROUP)).toEqual([]);

  const next = setUp(copy);
  for (const seq of [2, 3, 4]) next.states.alarm(keysBy(BOB, seq));
  next.states.alarm(keysBy(CAROL, 2));
  expect(await next.alarms(GROUP)).toEqual([keysBy(BOB, 4), keysBy(CAROL, 2)]);
});

test('what was seen is not told once more while that is being written, whoever had asked before', async () => {
  const { rosters } = new MemoryStorage(BOB);
  const alarmsSeen = () => Promise.reject(new Error('a broken disk'));
  const { states, alarms } = setUp({ rosters: { ...rosters, alarmsSeen } });
  states.alarm(keysBy(BOB, 2));
  expect(await alarms(GROUP)).toHaveLength(1);
  states.alarm(keysBy(BOB, 2));
  const write = states.alarmsSeen(GROUP, await alarms(GROUP));
  states.alarm(keysBy(BOB, 2));
  await expect(write).rejects.toThrow('a broken disk');
  expect(await alarms(GROUP)).toEqual([]);
  states.alarm(keysBy(BOB, 3));
  expect(await alarms(GROUP)).toEqual([keysBy(BOB, 3)]);
});

test('an alarm is told also where it cannot be read whether it was seen', async () => {
  const { rosters } = new MemoryStorage(BOB);
  const of = () => Promise.reject(new Error('a broken disk'));
  const { states, alarms, told } = setUp({ rosters: { ...rosters, of } });
  states.alarm(keysBy(BOB, 2));
  await expect(alarms(GROUP)).rejects.toThrow('a broken disk');
  expect(told.get(GROUP)?.alarms).toEqual([keysBy(BOB, 2)]);
});

test('kept alarms that could not be read are told with the next look at the conversation', async () => {
  const copy = new MemoryStorage(BOB);
  const before = setUp(copy);
  before.states.alarm({ kind: 'otherLog', conversation: GROUP, seq: 7, by: CAROL });
  const told = await before.alarms(GROUP);
  expect(told).toMatchObject([{ kind: 'otherLog' }]);

  const failures = [new Error('a broken disk')];
  const of: typeof copy.rosters.of = async (id) => {
    const failure = failures.pop();
    if (failure !== undefined) throw failure;
    return copy.rosters.of(id);
  };
  const next = setUp({ rosters: { ...copy.rosters, of } });
  next.states.open(GROUP, []);
  await expect(next.alarms(GROUP)).rejects.toThrow('a broken disk');
  next.states.open(GROUP, []);
  await expect.poll(() => next.told.get(GROUP)?.alarms).toEqual(told);
});

test('of a log that lost its end, what shows anew is told at lower places, too, and what showed before hides none of it', async () => {
  const { states, alarms } = setUp();
  for (const seq of [8, 9]) states.alarm(keysBy(BOB, seq));
  states.alarm(keysBy(CAROL, 9));
  expect(await alarms(GROUP)).toHaveLength(2);
  states.diverged(GROUP);
  states.alarm(keysBy(BOB, 5));
  expect(await alarms(GROUP)).toHaveLength(3);
  await states.alarmsSeen(GROUP, await alarms(GROUP));
  for (const seq of [5, 6]) states.alarm(keysBy(BOB, seq));
  states.alarm(keysBy(CAROL, 6));
  expect(await alarms(GROUP)).toEqual([keysBy(BOB, 6), keysBy(CAROL, 6)]);
});

test('what nobody has seen yet is told after a restart', async () => {
  const copy = new MemoryStorage(BOB);
  const { states, alarms } = setUp(copy);
  states.alarm(keysBy(BOB, 2));
  expect(await alarms(GROUP)).toHaveLength(1);
  const next = setUp(copy);
  next.states.alarm(keysBy(BOB, 2));
  expect(await next.alarms(GROUP)).toEqual([keysBy(BOB, 2)]);
});

test('what nothing tells again is told after a restart until it was dismissed, and then never', async () => {
  const copy = new MemoryStorage(BOB);
  const first = setUp(copy);
  const badKeys = {
    kind: 'badKeys',
    conversation: GROUP,
    epoch: 2,
    by: CAROL,
    entry: OTHER,
    refusal: 'tag',
  } as const;
  const otherLog = { kind: 'otherLog', conversation: GROUP, seq: 7, by: CAROL } as const;
  first.states.diverged(GROUP);
  // Another tab hears of it a moment later.
  first.states.alarm({ kind: 'diverged', conversation: GROUP, time: 5_000 });
  for (const alarm of [badKeys, { ...badKeys, epoch: 3 }, otherLog]) first.states.alarm(alarm);
  const told = await first.alarms(GROUP);
  expect(told).toMatchObject([{ kind: 'diverged' }, badKeys, otherLog]);

  const again = setUp(copy);
  again.states.open(GROUP, []);
  await again.alarms(GROUP);
  again.states.alarm(otherLog);
  expect(await again.alarms(GROUP)).toEqual(told);
  await again.states.alarmsSeen(GROUP, told);
  expect(await again.alarms(GROUP)).toEqual([]);

  const last = setUp(copy);
  last.states.open(GROUP, []);
  expect(await last.alarms(GROUP)).toEqual([]);
});

test('what is dismissed at once, as by a terminal, is not kept, however long the writing takes', async () => {
  const { rosters } = new MemoryStorage(BOB);
  const gate = Promise.withResolvers<undefined>();
  const keepAlarm: typeof rosters.keepAlarm = async (...kept) => {
    await gate.promise;
    await rosters.keepAlarm(...kept);
  };
  const { states, alarms, told } = setUp({ rosters: { ...rosters, keepAlarm } });
  states.alarm({ kind: 'otherLog', conversation: GROUP, seq: 7, by: CAROL });
  await vi.waitFor(() => expect(told.get(GROUP)?.alarms).toHaveLength(1));
  await states.alarmsSeen(GROUP, told.get(GROUP)?.alarms ?? []);
  gate.resolve(undefined);
  await alarms(GROUP);
  const next = setUp({ rosters });
  next.states.open(GROUP, []);
  expect(await next.alarms(GROUP)).toEqual([]);
});

test('a recalled alarm of what the log has lost hides none of what shows in its place', async () => {
  const copy = new MemoryStorage(BOB);
  const otherLog = { kind: 'otherLog', conversation: GROUP, seq: 650, by: CAROL } as const;
  const badKeys = {
    kind: 'badKeys',
    conversation: GROUP,
    epoch: 7,
    by: CAROL,
    entry: OTHER,
    refusal: 'tag',
  } as const;
  await copy.saveHeads([{ ...unstartedDirect(GROUP, BOB, CAROL), head: 650 }]);
  const before = setUp(copy);
  for (const alarm of [otherLog, badKeys]) before.states.alarm(alarm);
  const told = await before.alarms(GROUP);
  await copy.truncate(GROUP, 480);
  const next = setUp(copy);
  next.states.open(GROUP, []);
  expect(await next.alarms(GROUP)).toEqual(told);
  await next.states.alarmsSeen(GROUP, told);
  for (const alarm of [
    { ...otherLog, seq: 500 },
    { ...badKeys, epoch: 5 },
  ])
    next.states.alarm(alarm);
  expect(await next.alarms(GROUP)).toMatchObject([{ seq: 500 }, { epoch: 5 }]);
});

test('that a server lost something is told again after the clock was put back', async () => {
  const copy = new MemoryStorage(BOB);
  const ahead = setUp(copy);
  ahead.states.alarm({ kind: 'diverged', conversation: GROUP, time: 9e15 });
  await ahead.states.alarmsSeen(GROUP, await ahead.alarms(GROUP));
  const next = setUp(copy);
  next.states.diverged(GROUP);
  expect(await next.alarms(GROUP)).toMatchObject([{ kind: 'diverged' }]);
  const last = setUp(copy);
  last.states.open(GROUP, []);
  expect(await last.alarms(GROUP)).toMatchObject([{ kind: 'diverged' }]);
});
