import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { ReportEnd } from '@parley/protocol';
import type { ReportBounds, StoredReport } from '../../../src/domain/moderation/report-store.ts';
import type { Stores } from '../../../src/domain/stores.ts';
import { NOW, someone, text } from '../commands.ts';

export function report(changed: Partial<StoredReport> = {}): StoredReport {
  return {
    ...{ id: randomUUID(), time: NOW, reporter: someone(), conversation: randomUUID(), sender: someone() },
    ...{ seq: 3, version: 4, reason: 'spam', words: '' },
    evidence: { kind: 'open', payload: text('buy ✨') },
    ...changed,
  };
}

const ANY: ReportBounds = { ofReporter: 1_000_000, ofMessage: 1_000_000, inAll: 1_000_000 };

function ended(changed: Partial<ReportEnd> = {}): ReportEnd {
  return { kind: 'dismiss', time: NOW + 5, by: someone(), ...changed };
}

/** Tests share the queue: those of one are told by their ids. */
async function idsIn({ reports }: Stores, isOpen: boolean, ids: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (let after: string | undefined; ;) {
    const page = await reports.page(isOpen, after, 2);
    found.push(...page.map(({ id }) => id).filter((id) => ids.includes(id)));
    after = page.at(-1)?.id;
    if (after === undefined) return found;
  }
}

export function reportContract(stores: () => Stores, other: () => Stores): void {
  describe('a report', () => {
    test('is found on any server, with its evidence', async () => {
      const one = report({ words: 'again and again' });
      expect(await stores().reports.add(one, ANY)).toEqual(one);
      expect(await other().reports.find(one.id)).toEqual(one);
      expect(await other().reports.of(one.reporter, one.conversation, one.seq)).toEqual(one);
      expect(await other().reports.of(one.reporter, one.conversation, 9)).toBeUndefined();
      expect(await other().reports.find(randomUUID())).toBeUndefined();
    });

    test('is stored once a person and message, also by two servers at once', async () => {
      const first = report();
      const again = { ...first, id: randomUUID(), words: 'again' };
      const added = await Promise.all([stores().reports.add(first, ANY), other().reports.add(again, ANY)]);
      const [one, two] = added;
      expect(one).toEqual(two);
      expect([first, again]).toContainEqual(one);
      const another = { ...first, id: randomUUID(), reporter: someone() };
      expect(await stores().reports.add(another, ANY)).toEqual(another);
    });

    test('is refused where too many are open: of a person, of a message, in all', async () => {
      const { reports } = stores();
      const [one, reporter] = [report(), someone()];
      await reports.add(one, ANY);
      const same = { conversation: one.conversation, seq: one.seq };
      expect(await reports.add(report(same), { ...ANY, ofMessage: 1 })).toBeUndefined();
      expect(await reports.add(report({ ...same, seq: 9 }), { ...ANY, ofMessage: 1 })).toBeDefined();
      await reports.add(report({ reporter }), ANY);
      expect(await reports.add(report({ reporter }), { ...ANY, ofReporter: 1 })).toBeUndefined();
      expect(await reports.add(report(), { ...ANY, inAll: await reports.countOpen() })).toBeUndefined();
      // What ended makes room.
      await reports.end(one.id, ended(), {});
      expect(await reports.add(report(same), { ...ANY, ofMessage: 1 })).toBeDefined();
    });

    test('stands in the queue without its evidence, the newest first, until it ends', async () => {
      const { reports } = stores();
      const all = [0, 1, 1, 2].map((at) => report({ time: NOW + 1_000 + at }));
      for (const one of all) await reports.add(one, ANY);
      const ids = all.map(({ id }) => id);
      const [oldest = '', , , newest = ''] = ids;
      const between = ids.slice(1, 3).sort().reverse();
      expect(await idsIn(stores(), true, ids)).toEqual([newest, ...between, oldest]);
      const [first] = await reports.page(true, undefined, 1);
      expect(first).not.toHaveProperty('evidence');
      await reports.end(newest, ended(), {});
      await reports.end(oldest, ended(), {});
      expect(await idsIn(stores(), true, ids)).toEqual(between);
      expect(await idsIn(other(), false, ids)).toEqual([newest, oldest]);
      expect(await reports.page(true, randomUUID(), 10)).toEqual([]);
    });

    test('is left out for who wrote the message', async () => {
      const { reports } = stores();
      const reader = someone();
      const first = report({ time: NOW + 2_000 });
      const own = report({ time: NOW + 2_001, sender: reader });
      const last = report({ time: NOW + 2_002 });
      for (const one of [first, own, last]) await reports.add(one, ANY);
      const ids = async (after?: string) =>
        (await other().reports.page(true, after, 2, reader)).map(({ id }) => id);
      expect(await ids()).toEqual([last.id, first.id]);
      expect((await ids(last.id))[0]).toBe(first.id);
      expect(await reports.countOpen(reader)).toBe((await reports.countOpen()) - 1);
      await reports.end(own.id, ended(), {});
      const done = await other().reports.page(false, undefined, 1_000, reader);
      expect(done.map(({ id }) => id)).not.toContain(own.id);
      expect(await reports.countOpen(reader)).toBe(await reports.countOpen());
      for (const { id } of [first, last]) await reports.end(id, ended(), {});
    });

    test('ends once, and its evidence goes with it', async () => {
      const one = report();
      await stores().reports.add(one, ANY);
      const open = await stores().reports.countOpen();
      const ends = [ended(), ended({ kind: 'delete' })] as const;
      const answers = await Promise.all([
        stores().reports.end(one.id, ends[0], {}),
        other().reports.end(one.id, ends[1], {}),
      ]);
      const { evidence: _, ...rest } = one;
      const done = answers.filter((answer) => answer !== undefined);
      expect(done).toHaveLength(1);
      expect(ends.map((end) => ({ ...rest, end }))).toContainEqual(done[0]);
      expect(await other().reports.find(one.id)).toEqual(done[0]);
      expect(await stores().reports.countOpen()).toBe(open - 1);
      expect(await stores().reports.end(randomUUID(), ended(), {})).toBeUndefined();
    });

    test('is found by its age while it is open', async () => {
      const { reports } = stores();
      const times = [-3_000_000, -2_000_000, -1_000_000].map((at) => NOW + at);
      const all = times.map((time) => report({ time }));
      for (const one of all) await reports.add(one, ANY);
      const [first, second] = all.map(({ id }) => id);
      expect(await reports.olderThan(NOW - 1_500_000, 10)).toEqual([first, second]);
      expect(await reports.olderThan(NOW - 1_500_000, 1)).toEqual([first]);
      for (const { id } of all) await reports.end(id, ended(), {});
      expect(await reports.olderThan(NOW - 500_000, 10)).toEqual([]);
    });
  });

  describe('what comes of a report', () => {
    const mute = async (sender: string, end: number) => {
      const one = report({ sender });
      await stores().reports.add(one, ANY);
      const notice = { time: NOW + 5, kind: 'mute', words: '', until: end } as const;
      await stores().reports.end(one.id, ended({ kind: 'mute', until: end }), { mutedUntil: end, notice });
      return { ...notice, id: one.id };
    };

    /** Until when somebody is muted. */
    const until = async (uid: string, now = NOW) =>
      (await other().reports.muted(now)).filter((muted) => muted.uid === uid).map((muted) => muted.until);

    test('mutes until the longest of it is over, or it is taken back', async () => {
      const [sender, another] = [someone(), someone()];
      expect(await until(sender)).toEqual([]);
      for (const end of [NOW + 10, NOW + 30, NOW + 20]) await mute(sender, end);
      await mute(another, NOW + 5);
      expect([await until(sender), await until(another)]).toEqual([[NOW + 30], [NOW + 5]]);
      expect([await until(sender, NOW + 5), await until(another, NOW + 5)]).toEqual([[NOW + 30], []]);
      expect(await until(sender, NOW + 30)).toEqual([]);
      expect(await stores().reports.unmute(sender)).toBe(true);
      expect([await until(sender), await until(another)]).toEqual([[], [NOW + 5]]);
      expect(await stores().reports.unmute(sender)).toBe(false);
    });

    test('is told to who wrote the message, until they have read it', async () => {
      const [sender, warned] = [someone(), report()];
      const muted = await mute(sender, NOW + 10);
      await stores().reports.add({ ...warned, sender }, ANY);
      const notice = { time: NOW + 4, kind: 'warning', words: 'Please don’t.' } as const;
      await stores().reports.end(warned.id, ended({ kind: 'warn' }), { notice });
      expect(await other().reports.notices(sender)).toEqual([{ ...notice, id: warned.id }, muted]);
      expect(await other().reports.notices(warned.reporter)).toEqual([]);
      expect(await stores().reports.acknowledge(someone(), warned.id)).toBe(false);
      expect(await stores().reports.acknowledge(sender, warned.id)).toBe(true);
      expect(await stores().reports.acknowledge(sender, warned.id)).toBe(false);
      expect(await other().reports.notices(sender)).toEqual([muted]);
      expect(await until(sender)).toEqual([NOW + 10]);
    });
  });
}
