import type { Entry, Uuid } from '@parley/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Run } from '../src/model/stored-conversation.ts';
import { FakeServer, user } from './fake-server.ts';
import { held } from './held.ts';
import type { WholeStorage } from './storage-contract.ts';

const [me, alice] = [user(1), user(2)];

/** What every storage does for sealed conversations. @param open opens what was stored before, or an empty one */
export function sealingStorageContract(name: string, open: (me: Uuid) => Promise<WholeStorage>): void {
  describe(`what sealed conversations need in ${name}`, () => {
    let storage: WholeStorage;
    let server: FakeServer;
    let group: Uuid;

    beforeEach(async () => {
      storage = await open(me.uid);
      server = new FakeServer();
      group = server.group([alice, me]);
      for (let n = 2; n <= 10; n++) server.say(group, alice, `${n}`);
      const head = server.head(group, me.uid);
      await storage.saveHeads(head === undefined ? [] : [head]);
      await storage.append(group, run(1, 10));
    });
    afterEach(() => storage.destroy());

    const log = (): readonly Entry[] => server.logs.get(group) ?? [];
    const run = (from: number, to: number): Run => ({
      ...{ from, to, hidden: [] },
      entries: log()
        .slice(from - 1, to)
        .map(held),
    });
    const kept = (from: number, to: number) =>
      log()
        .slice(from - 1, to)
        .map((entry) => ({ entry, verifiedBy: 'device key' }));
    const reopen = async () => {
      await storage.close();
      storage = await open(me.uid);
    };
    const epochKey = (epoch: number, commitment: string) => ({
      ...{ epoch, commitment },
      key: new Uint8Array(32).fill(epoch),
    });
    const DEPARTED = { [alice.uid]: { keyVersion: 2, departedAfter: ['an addition'] } };

    test('keeps the keys of epochs over a restart, also two of one number, each once', async () => {
      const [first, second, other] = [epochKey(9, 'a'), epochKey(10, 'b'), epochKey(9, 'c')];
      await storage.epochKeys.keep(group, [second, first]);
      await storage.epochKeys.keep(group, [first, other]);
      await storage.epochKeys.keep('another', [epochKey(1, 'd')]);
      await reopen();
      expect(await storage.epochKeys.of(group)).toEqual([first, other, second]);
      expect(await storage.epochKeys.of('a third')).toEqual([]);
    });

    test('keeps a roster list over a restart, and how far it is whole', async () => {
      expect(await storage.rosters.of(group)).toEqual({
        entries: [],
        upTo: 0,
        floors: {},
        seen: {},
        ...{ lost: [], told: [] },
      });
      expect(await storage.rosters.keep(group, { after: 0, upTo: 6, entries: kept(1, 3) })).toBe(6);
      expect(await storage.rosters.keep(group, { after: 5, upTo: 9, entries: kept(8, 9) })).toBe(9);
      await reopen();
      const entries = [...kept(1, 3), ...kept(8, 9)];
      expect(await storage.rosters.of(group)).toEqual({
        entries,
        upTo: 9,
        floors: {},
        seen: {},
        lost: [],
        told: [],
      });
      expect(await storage.rosters.of('another')).toMatchObject({ entries: [] });
    });

    test('stores nothing of a roster list behind a gap, and begins one anew', async () => {
      await storage.rosters.keep(group, { after: 0, upTo: 4, entries: kept(1, 3) });
      expect(await storage.rosters.keep(group, { after: 5, upTo: 9, entries: kept(8, 9) })).toBe(4);
      expect(await storage.rosters.of(group)).toMatchObject({ entries: kept(1, 3), upTo: 4 });
      expect(await storage.rosters.keep(group, { after: 0, upTo: 2, entries: kept(2, 2) })).toBe(2);
      expect(await storage.rosters.of(group)).toMatchObject({ entries: kept(2, 2), upTo: 2 });
    });

    test('a log that loses its end takes the end of the roster list along, but no floor and no key', async () => {
      await storage.epochKeys.keep(group, [epochKey(1, 'a')]);
      await storage.rosters.keep(group, { after: 0, upTo: 10, entries: kept(1, 9) });
      await storage.rosters.remember(group, () => ({ floors: DEPARTED }));
      await storage.truncate(group, 4);
      expect(await storage.rosters.of(group)).toEqual({
        entries: kept(1, 4),
        upTo: 4,
        floors: DEPARTED,
        seen: {},
        ...{ lost: [], told: [] },
      });
      await storage.truncate(group);
      await reopen();
      expect(await storage.rosters.of(group)).toEqual({
        entries: [],
        upTo: 0,
        floors: DEPARTED,
        seen: {},
        ...{ lost: [], told: [] },
      });
      expect(await storage.epochKeys.of(group)).toHaveLength(1);
    });

    test('another window leaves roster list, floors and keys as they are', async () => {
      await storage.epochKeys.keep(group, [epochKey(1, 'a')]);
      await storage.rosters.keep(group, { after: 0, upTo: 5, entries: kept(1, 5) });
      await storage.rosters.remember(group, () => ({ floors: DEPARTED }));
      await storage.replace(group, run(8, 10));
      expect(await storage.rosters.of(group)).toEqual({
        entries: kept(1, 5),
        upTo: 5,
        floors: DEPARTED,
        seen: {},
        ...{ lost: [], told: [] },
      });
      expect(await storage.epochKeys.of(group)).toHaveLength(1);
    });

    test('changes floors by what is stored, so that two tabs lose nothing', async () => {
      const rise = (uid: Uuid) =>
        storage.rosters.remember(group, ({ floors }) => ({
          floors: { ...floors, [uid]: { keyVersion: 3 } },
        }));
      await Promise.all([rise(alice.uid), rise(me.uid)]);
      const floors = { [alice.uid]: { keyVersion: 3 }, [me.uid]: { keyVersion: 3 } };
      expect(await rise(alice.uid)).toMatchObject({ floors });
      expect((await storage.rosters.of(group)).floors).toEqual(floors);
    });

    test('keeps which alarms were seen, of each cause the last one, and of no entry that the log has lost', async () => {
      await storage.rosters.alarmsSeen(group, { one: 3, other: 9 });
      expect(await storage.rosters.alarmsSeen(group, { one: 2, third: 5 })).toEqual({
        one: 3,
        other: 9,
        third: 5,
      });
      await storage.truncate(group, 4);
      await reopen();
      expect((await storage.rosters.of(group)).seen).toEqual({ one: 3, other: 4, third: 4 });
    });

    test('forgets which alarms of epochs were seen once the log has lost its end: their numbers come again', async () => {
      await storage.rosters.alarmsSeen(group, {
        'badKeys/someone/tag': 3,
        'leftOut/[]': 2,
        'otherLog/someone': 3,
      });
      await storage.truncate(group, 4);
      await reopen();
      expect((await storage.rosters.of(group)).seen).toEqual({ 'otherLog/someone': 3 });
    });

    test('keeps alarms until they were seen, also where a log loses its end, each cause once', async () => {
      const alarm = (by: Uuid, seq: number) => {
        const one = { kind: 'otherLog', conversation: group, seq, by } as const;
        return { cause: `otherLog/${by}`, place: seq, alarm: one };
      };
      await storage.rosters.keepAlarm(group, alarm(alice.uid, 3));
      await storage.rosters.keepAlarm(group, alarm(alice.uid, 5));
      await storage.rosters.keepAlarm(group, alarm(me.uid, 4));
      await storage.truncate(group, 1);
      await reopen();
      // What stood in the part that was lost is nowhere above the cut any more.
      const both = [alarm(alice.uid, 3), alarm(me.uid, 4)].map((one) => ({ ...one, place: 1 }));
      expect((await storage.rosters.of(group)).told).toEqual(both);
      await storage.rosters.alarmsSeen(group, { [`otherLog/${alice.uid}`]: 5 });
      // It was on its way meanwhile.
      await storage.rosters.keepAlarm(group, alarm(alice.uid, 5));
      await reopen();
      expect((await storage.rosters.of(group)).told).toEqual([{ ...alarm(me.uid, 4), place: 1 }]);
    });

    test('remembers so many causes that were seen, those seen last, and of no change that was not lost', async () => {
      const causes = (from: number, to: number) =>
        Object.fromEntries(Array.from({ length: to - from }, (_, n) => [`cause/${from + n}`, 1]));
      await storage.rosters.alarmsSeen(group, causes(0, 150));
      await storage.rosters.alarmsSeen(group, { 'cause/0': 2, 'lostChange/one': 0 });
      const seen = await storage.rosters.alarmsSeen(group, causes(150, 300));
      expect(Object.keys(seen)).toHaveLength(200);
      expect(seen).toMatchObject({ 'cause/0': 2, 'cause/299': 1 });
    });

    test('remembers of each change that was lost that it was seen', async () => {
      const own = log()[5] ?? expect.unreachable();
      const entry: Entry = { ...own, sender: me.uid, body: { kind: 'renamed', name: 'Boats' } };
      await storage.rosters.keep(group, { after: 0, upTo: 10, entries: [{ entry }] });
      await storage.truncate(group, 4);
      await storage.rosters.alarmsSeen(group, { [`lostChange/${entry.id}`]: 0 });
      const many = Array.from({ length: 300 }, (_, n) => [`cause/${n}`, 1] as const);
      const seen = await storage.rosters.alarmsSeen(group, Object.fromEntries(many));
      expect(seen).toHaveProperty([`lostChange/${entry.id}`], 0);
    });

    test('keeps changes by the user that a log has lost, and those of nobody else', async () => {
      const change = (seq: number, sender: Uuid, body: Entry['body']) => ({
        entry: { ...(log()[seq - 1] ?? expect.unreachable()), sender, body },
      });
      const [renamed, removed, others, ended] = [
        change(5, me.uid, { kind: 'renamed', name: 'Boats' }),
        change(6, me.uid, { kind: 'removed', member: alice.uid }),
        change(7, alice.uid, { kind: 'renamed', name: 'Rowers' }),
        change(8, me.uid, { kind: 'ended' }),
      ];
      const entries = [...kept(1, 4), renamed, removed, others, ended];
      await storage.rosters.keep(group, { after: 0, upTo: 10, entries });
      await storage.truncate(group, 7);
      expect((await storage.rosters.of(group)).lost).toEqual([ended.entry]);
      await storage.truncate(group, 4);
      await reopen();
      const all = [ended.entry, renamed.entry, removed.entry];
      expect((await storage.rosters.of(group)).lost).toEqual(all);
    });

    test('all of it is gone with the copy', async () => {
      await storage.epochKeys.keep(group, [epochKey(1, 'a')]);
      await storage.rosters.keep(group, { after: 0, upTo: 5, entries: kept(1, 5) });
      await storage.rosters.remember(group, () => ({ floors: DEPARTED }));
      await storage.destroy();
      storage = await open(me.uid);
      expect(await storage.epochKeys.of(group)).toEqual([]);
      expect(await storage.rosters.of(group)).toEqual({
        entries: [],
        upTo: 0,
        floors: {},
        seen: {},
        ...{ lost: [], told: [] },
      });
    });

    test('keys that a server calls deleted stay what they are', async () => {
      const { logs } = server;
      const hash = Buffer.alloc(32).toString('base64');
      const payload = { kind: 'elsewhere', was: 'sealed', hash } as const;
      const [keys] = run(10, 10).entries;
      if (keys === undefined) throw new Error('the log has ten entries');
      const [id, deletion] = [server.newId(), { kind: 'deletion', target: 11 } as const];
      const body = { kind: 'keys', epoch: 1, commitment: hash, roster: 1, part: 1, parts: 1 } as const;
      const entry: Entry = { ...keys, seq: 11, body, payload };
      logs.set(group, [...log(), entry]);
      server.append({ conversation: group, sender: alice.uid, id, body: deletion });
      await storage.append(group, run(11, 12));
      expect(await storage.readEntries(group, 11, 11)).toMatchObject([{ body, payload }]);
    });
  });
}
