import type { Entry, Uuid } from '@parley/protocol';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { unstartedDirect } from '../../src/local/conversations/unstarted-direct.ts';
import { KnownConversations } from '../../src/model/known-conversations.ts';
import type { SealedConversation } from '../../src/model/sealing/sealed-conversation.ts';
import { FakeClock } from '../../src/platform/fake-clock.ts';
import type { HttpApi } from '../../src/ports/http-api.ts';
import { RosterLists } from '../../src/sealing/held/roster-lists.ts';
import { SealedStates } from '../../src/sealing/held/sealed-states.ts';
import { MemoryStorage } from '../../src/storage/memory/memory-storage.ts';
import {
  added,
  keysOf,
  newPeople,
  removed,
  rosterOf,
  teamOf,
  type People,
  type Team,
} from '../belief/team.ts';

const NO_API: HttpApi = { call: () => Promise.reject(new Error('nothing is asked for')) };
const NO_EPOCHS = { epochs: { epochs: new Map(), starts: [], refused: [] }, beyond: new Map() };

let people: People;
let team: Team;
let copy: MemoryStorage;
/** The end of the log, by its server. */
let head: number;

beforeAll(async () => {
  people = await newPeople();
});

beforeEach(async () => {
  team = await teamOf(people);
  copy = new MemoryStorage(people.alice.uid);
});

/** What the server shows by now is in the local copy. */
async function hold(): Promise<void> {
  const { conversation, entries } = team.log;
  head = entries.length;
  await copy.saveHeads([headOf(conversation)]);
  const { upTo } = await copy.rosters.of(conversation);
  const run = entries.slice(upTo).map((entry) => ({ entry }));
  await copy.rosters.keep(conversation, { after: upTo, upTo: head, entries: run });
}

/** The server comes back without what followed an entry. */
async function lose(seq: number): Promise<void> {
  await copy.truncate(team.log.conversation, seq);
  team = { ...team, log: team.log.upTo(seq) };
  head = seq;
}

function headOf(conversation: Uuid) {
  return {
    ...unstartedDirect(conversation, conversation, conversation),
    protection: 'sealed' as const,
    head,
  };
}

/** A start of the client, and the changes that it tells as lost, by their kinds. */
async function start() {
  const { conversation } = team.log;
  const known = new KnownConversations();
  for (const stored of await copy.saveHeads([headOf(conversation)])) known.put(stored);
  const told = new Map<Uuid, SealedConversation>();
  const sink = { sealedChanged: (id: Uuid, now: SealedConversation) => void told.set(id, now) };
  const tasks: Promise<unknown>[] = [];
  const background = (task: Promise<unknown>) => {
    tasks.push(task);
  };
  const link = {
    me: people.alice.uid,
    known,
    sink,
    clock: new FakeClock(),
    background,
    removed: () => new Set<Uuid>(),
  };
  const keyLogs = { now: () => keysOf(team), wasAsked: () => true, wasAskedUpTo: () => true };
  const lists = new RosterLists({ api: NO_API, keeper: copy.rosters });
  const states = new SealedStates(link, keyLogs, lists);
  const believe = async (entries: readonly Entry[] = team.log.entries) => {
    const roster = await rosterOf(team, {}, entries);
    states.believed(conversation, { roster, keyLogs: keyLogs.now(), ...NO_EPOCHS }, true);
    await Promise.all(tasks);
    const alarms = told.get(conversation)?.alarms ?? [];
    return alarms.map((alarm) => (alarm.kind === 'lostChange' ? alarm.change.kind : alarm.kind));
  };
  const seen = () => states.alarmsSeen(conversation, told.get(conversation)?.alarms ?? []);
  const goOn = () => lists.extend(conversation, { upTo: team.log.head, entries: team.log.entries });
  return { believe, seen, goOn };
}

test('a change of the user that the server has lost is told until they have seen it', async () => {
  await team.log.append(people.alice, { kind: 'renamed', name: 'Boats' });
  await hold();
  await lose(1);
  const first = await start();
  expect(await first.believe()).toEqual(['renamed']);
  expect(await (await start()).believe()).toEqual(['renamed']);
  await first.seen();
  expect(await (await start()).believe()).toEqual([]);
});

test('a change that is made again, by whichever device, is offered no longer', async () => {
  const boats = { kind: 'renamed', name: 'Boats' } as const;
  await team.log.append(people.alice, boats);
  await hold();
  await lose(1);
  const { believe, goOn } = await start();
  expect(await believe()).toEqual(['renamed']);
  await team.log.append(people.alice, boats);
  await goOn();
  expect(await believe()).toEqual([]);
});

test('a change that a server made up and took back is never told', async () => {
  team.log.plain(people.alice.uid, added(people.eve));
  await hold();
  await lose(1);
  expect(await (await start()).believe()).toEqual([]);
});

test('what another device made again is not told once it is properly undone', async () => {
  const { alice, bob, eve } = people;
  await team.log.append(alice, added(eve));
  await hold();
  await lose(1);
  await team.log.append(alice, added(eve));
  await hold();
  const { believe } = await start();
  expect(await believe()).toEqual([]);
  await team.log.append(alice, { kind: 'roleChanged', member: bob.uid, role: 'admin' });
  await team.log.append(bob, removed(eve));
  await hold();
  expect(await (await start()).believe()).toEqual([]);
});

test('nothing is told by a part of the list', async () => {
  const { alice, eve } = people;
  await team.log.append(alice, added(eve));
  await hold();
  await lose(1);
  const part = team.log.entries.slice();
  await team.log.append(alice, added(eve));
  head = team.log.head;
  expect(await (await start()).believe(part)).toEqual([]);
});

test('what was believed of the log as it was settles nothing', async () => {
  for (const name of ['Boats', 'Canoes', 'Boats'])
    await team.log.append(people.alice, { kind: 'renamed', name });
  await hold();
  const before = team.log.entries;
  await lose(1);
  const { believe } = await start();
  expect(await believe(before.slice(0, 2))).toEqual([]);
  expect(await believe()).toEqual(['renamed']);
});
