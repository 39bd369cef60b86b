import { isInRosterList, type Entry, type RequestOf, type Uuid } from '@parley/protocol';
import { expect, test } from 'vitest';
import type { HttpApi } from '../../src/ports/http-api.ts';
import { unstartedDirect } from '../../src/local/conversations/unstarted-direct.ts';
import { KnownConversations } from '../../src/model/known-conversations.ts';
import { HeldWindows } from '../../src/sealing/held/held-windows.ts';
import { LocalLogs } from '../../src/sealing/held/local-logs.ts';
import { RosterLists } from '../../src/sealing/held/roster-lists.ts';
import { serverEpochs } from '../../src/sealing/held/server-epochs.ts';
import { MemoryStorage } from '../../src/storage/memory/memory-storage.ts';
import { FakeWorld } from '../fake-world.ts';
import { GROUP, SealedWorld } from './sealed-world.ts';

const OTHER = '88888888-0000-4000-8000-000000000000';

/** A group whose members change while they talk. */
async function changingGroup() {
  const world = new SealedWorld();
  const [alice, bob, carol, dave] = await world.people(4);
  if (alice === undefined || bob === undefined || carol === undefined || dave === undefined)
    throw new Error('somebody is missing');
  await world.group(alice, [bob, carol], 'all');
  await alice.say(GROUP, 'one');
  await world.change(alice, { kind: 'removed', member: carol.uid });
  await bob.say(GROUP, 'two');
  await world.change(alice, { kind: 'roleChanged', member: bob.uid, role: 'admin' });
  await bob.say(GROUP, 'three');
  await world.change(alice, { kind: 'renamed', name: 'Rowers' });
  await world.change(bob, { kind: 'left' });
  await alice.say(GROUP, 'four');
  return world.server;
}

/** A server that has some lists, and answers in pages of so many entries. */
class Lists {
  readonly #lists: ReadonlyMap<Uuid, readonly Entry[]>;
  readonly #page: number;
  asked: (readonly { readonly conversation: Uuid; readonly seq: number }[])[] = [];

  constructor(lists: ReadonlyMap<Uuid, readonly Entry[]>, page: number) {
    this.#lists = lists;
    this.#page = page;
  }

  readonly api: HttpApi = {
    call: (async (_: 'rosters', input: { readonly body: RequestOf<'rosters'> }) =>
      this.#answer(input.body.after)) as HttpApi['call'],
  };

  #answer(after: RequestOf<'rosters'>['after']) {
    this.asked.push(after);
    const rosters: { conversation: Uuid; entries: Entry[] }[] = [];
    let [room, done] = [this.#page, 0];
    for (const { conversation, seq } of after) {
      const missing = (this.#lists.get(conversation) ?? []).filter((entry) => entry.seq > seq);
      const entries = missing.slice(0, room);
      if (entries.length > 0) rosters.push({ conversation, entries });
      room -= entries.length;
      if (entries.length < missing.length) break;
      done++;
    }
    return { rosters, done };
  }
}

const listOf = (log: readonly Entry[]) => log.filter((entry) => isInRosterList(entry));

test('lists that come in pages are put together, and kept', async () => {
  const log = (await changingGroup()).page(GROUP, Number.POSITIVE_INFINITY);
  const whole = listOf(log);
  const copy = new MemoryStorage(OTHER);
  const other = whole.map((entry) => ({ ...entry, conversation: OTHER }));
  const server = new Lists(
    new Map([
      [GROUP, whole],
      [OTHER, other],
    ]),
    3,
  );
  const lists = new RosterLists({ api: server.api, keeper: copy.rosters });

  const grown = await lists.fetch(
    new Map([
      [GROUP, log.length],
      [OTHER, log.length],
    ]),
  );

  expect(new Set(grown)).toEqual(new Set([GROUP, OTHER]));
  expect(await lists.of(GROUP)).toMatchObject({ entries: whole, upTo: log.length });
  expect(await lists.of(OTHER)).toMatchObject({ entries: other, upTo: log.length });
  const asked = server.asked.length;
  await lists.fetch(new Map([[GROUP, log.length]]));
  expect(server.asked).toHaveLength(asked);

  const again = new RosterLists({ api: server.api, keeper: copy.rosters });
  await again.fetch(
    new Map([
      [GROUP, log.length],
      [OTHER, log.length + 1],
    ]),
  );
  expect(server.asked.slice(asked)).toEqual([[{ conversation: OTHER, seq: whole.at(-1)?.seq }]]);
  expect(await again.of(GROUP)).toMatchObject({ entries: whole });
});

test('a server that brings nothing is not asked for ever', async () => {
  const log = (await changingGroup()).page(GROUP, Number.POSITIVE_INFINITY);
  const server = new Lists(new Map([[GROUP, listOf(log)]]), 0);
  const lists = new RosterLists({ api: server.api, keeper: new MemoryStorage(OTHER).rosters });
  expect(await lists.fetch(new Map([[GROUP, log.length]]))).toEqual([]);
  expect(server.asked).toHaveLength(1);
  expect(await lists.of(GROUP)).toMatchObject({ entries: [], upTo: 0 });
});

/** An unsigned change, far after all that the log has. */
function farAhead(whole: readonly Entry[]): Entry {
  const last = whole.at(-1);
  if (last === undefined) throw new Error('nothing to come after');
  const { payload: _, ...bare } = last;
  return { ...bare, seq: Number.MAX_SAFE_INTEGER, body: { kind: 'renamed', name: 'Pirates' } };
}

test('what a server puts after the end of a log does not stand in the way of what comes next', async () => {
  const log = (await changingGroup()).page(GROUP, Number.POSITIVE_INFINITY);
  const whole = listOf(log);
  const [copy, shown] = [new MemoryStorage(OTHER), new Map<Uuid, readonly Entry[]>()];
  const { api } = new Lists(shown, 100);
  const lists = new RosterLists({ api, keeper: copy.rosters });
  shown.set(GROUP, [...whole.slice(0, 2), farAhead(whole)]);
  await lists.fetch(new Map([[GROUP, whole[1]?.seq ?? 0]]));
  expect(await lists.of(GROUP)).toMatchObject({ entries: whole.slice(0, 2), upTo: whole[1]?.seq });
  shown.set(GROUP, whole);
  const again = new RosterLists({ api, keeper: copy.rosters });
  await again.fetch(new Map([[GROUP, log.length]]));
  expect(await again.of(GROUP)).toMatchObject({ entries: whole, upTo: log.length });
});

test("another conversation's list is refused, and nothing of it is kept", async () => {
  const log = (await changingGroup()).page(GROUP, Number.POSITIVE_INFINITY);
  const copy = new MemoryStorage(OTHER);
  const { api } = new Lists(new Map([[OTHER, listOf(log)]]), 100);
  const lists = new RosterLists({ api, keeper: copy.rosters });
  await expect(lists.fetch(new Map([[OTHER, log.length]]))).rejects.toMatchObject({ code: 'E_INTERNAL' });
  expect(await copy.rosters.of(OTHER)).toMatchObject({ entries: [], upTo: 0 });
  expect(await lists.of(OTHER)).toMatchObject({ entries: [], upTo: 0 });
});

test('what the window has of a list needs no request', async () => {
  const log = (await changingGroup()).page(GROUP, Number.POSITIVE_INFINITY);
  const server = new Lists(new Map(), 0);
  const copy = new MemoryStorage(OTHER);
  const lists = new RosterLists({ api: server.api, keeper: copy.rosters });
  for (const { seq } of log) await lists.extend(GROUP, { upTo: seq, entries: log.slice(0, seq) });
  await lists.fetch(new Map([[GROUP, log.length]]));
  expect(server.asked).toEqual([]);
  const { entries } = await copy.rosters.of(GROUP);
  expect(entries.map(({ entry }) => entry)).toEqual(listOf(log));
});

test('the roster and the newest epoch follow from an older head and the entries since', async () => {
  const server = await changingGroup();
  const log = server.page(GROUP, Number.POSITIVE_INFINITY);
  const now = server.state(GROUP);
  const held = log.filter((entry) => isInRosterList(entry) || entry.body.kind === 'keys');
  for (const { seq } of log) {
    const then = server.state(GROUP, seq);
    expect(serverEpochs({ roster: then?.roster, epoch: then?.epoch }, held)).toEqual({
      roster: now?.roster,
      epoch: now?.epoch,
    });
  }
});

/** An open group of a user and Alice, of which the local copy holds the head and nothing else. */
async function openGroup() {
  const { server, storage, me, alice, bob } = new FakeWorld();
  const group = server.group([me, alice]);
  const known = new KnownConversations();
  const lists = new Map<Uuid, readonly Entry[]>();
  const sync = async () => {
    const head = server.head(group, me.uid);
    if (head !== undefined) for (const one of await storage.saveHeads([head])) known.put(one);
    lists.set(group, listOf(server.logs.get(group) ?? []));
  };
  await sync();
  const add = (uid: Uuid) => {
    const body: Entry['body'] = { kind: 'added', members: [uid] };
    server.append({ conversation: group, sender: me.uid, id: server.newId(), body });
  };
  const held = (api: HttpApi, keyLogs: ConstructorParameters<typeof LocalLogs>[0]['keyLogs']) =>
    new LocalLogs({
      link: { me: me.uid, known, api, catchUp: async () => undefined },
      windows: new HeldWindows(storage),
      lists: new RosterLists({ api, keeper: storage.rosters }),
      keyLogs,
      keeper: storage.epochKeys,
      diverged: () => expect.unreachable(),
    });
  return { group, me, alice, bob, lists, sync, add, held };
}

test('who joins an open group while it is asked who has keys is asked for, too', async () => {
  const { group, me, alice, bob, lists, sync, add, held } = await openGroup();
  const meanwhile = [() => add(bob.uid)];
  const withKeys = new Set([me.uid]);
  const refresh = async (users: readonly Uuid[]) => {
    meanwhile.shift()?.();
    await sync();
    for (const uid of users) withKeys.add(uid);
  };
  const logs = held(new Lists(lists, 10).api, { hasKeys: (uid) => withKeys.has(uid), refresh });
  expect(await logs.meet(group)).toMatchObject({ head: { seq: 2 } });
  expect(withKeys).toEqual(new Set([me.uid, alice.uid, bob.uid]));
});

test('a group whose head rises while its list is asked for does not count as open', async () => {
  const { group, bob, lists, sync, add, held } = await openGroup();
  const { api } = new Lists(lists, 10);
  const meanwhile = [() => add(bob.uid)];
  const call: HttpApi['call'] = async (...request) => {
    const answer = await api.call(...request);
    meanwhile.shift()?.();
    await sync();
    return answer;
  };
  const logs = held({ call }, { hasKeys: () => true, refresh: async () => undefined });
  expect(await logs.meet(group)).toMatchObject({ head: { seq: 2 } });
});

test('a group whose list its server keeps back does not count as open', async () => {
  const { group, lists, held } = await openGroup();
  const logs = held(new Lists(lists, 0).api, { hasKeys: () => true, refresh: async () => undefined });
  await expect(logs.meet(group)).rejects.toMatchObject({ code: 'E_KEY_EPOCH', retryable: true });
});

test('an older page counts as more to judge by only where it has members or keys that were not held', async () => {
  const log = (await changingGroup()).page(GROUP, Number.POSITIVE_INFINITY);
  const copy = new MemoryStorage(OTHER);
  const known = new KnownConversations();
  const head = { ...unstartedDirect(GROUP, GROUP, GROUP), protection: 'sealed' as const, head: log.length };
  for (const stored of await copy.saveHeads([head])) known.put(stored);
  const { api } = new Lists(new Map([[GROUP, listOf(log)]]), 100);
  const logs = new LocalLogs({
    link: { me: OTHER, known, api, catchUp: async () => undefined },
    windows: new HeldWindows(copy),
    lists: new RosterLists({ api, keeper: copy.rosters }),
    keyLogs: { hasKeys: () => true, refresh: async () => undefined },
    keeper: copy.epochKeys,
    diverged: () => expect.unreachable(),
  });
  const told: string[] = [];
  logs.onChange((_, change) => told.push(change));
  await logs.meet(GROUP);
  const last = run(log, log.length);
  known.put((await copy.append(GROUP, last)).conversation);
  await logs.moved(GROUP, { kind: 'appended', entries: last.entries });
  told.length = 0;
  const older = log.slice(0, -1).toReversed();
  for (const { seq } of older) {
    known.put((await copy.prepend(GROUP, run(log, seq))).conversation);
    await logs.moved(GROUP, { kind: 'prepended' });
  }
  // All changes of members are held already, and the first keys with them.
  const isMore = (entry: Entry) => entry.body.kind === 'keys' && !isInRosterList(entry);
  expect(older.filter((entry) => isMore(entry))).toHaveLength(2);
  expect(told).toEqual(older.map((entry) => (isMore(entry) ? 'grown' : 'moved')));
});

/** One entry, as a part of a window. */
function run(log: readonly Entry[], seq: number) {
  return { from: seq, to: seq, entries: log.slice(seq - 1, seq), hidden: [] };
}
