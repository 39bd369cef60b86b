import { ANNOUNCEMENTS, inRanges, readableRanges, SYSTEM_UID } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { PageBudget } from '../../src/domain/log/page-budget.ts';
import type { Stores } from '../../src/domain/stores.ts';
import { append, command, direct, group, message, someone, talk } from './commands.ts';
import { wholeLog } from './whole-log.ts';

export function membershipContract(stores: () => Stores): void {
  describe('membership', () => {
    test('a user is in the conversations that they created, were added to or talk in, and in the announcements', async () => {
      const [owner, friend] = [someone(), someone()];
      const rowers = await group(stores(), owner);
      const chat = await direct(stores(), friend, owner);
      await append(stores(), command(rowers, owner, { kind: 'added', members: [friend] }));
      const of = async (uid: string) => (await stores().conversations.conversationsOf(uid)).toSorted();
      expect(await of(owner)).toEqual([rowers, chat, ANNOUNCEMENTS].toSorted());
      expect(await of(friend)).toEqual([rowers, chat, ANNOUNCEMENTS].toSorted());
      expect(await of(someone())).toEqual([ANNOUNCEMENTS]);
    });

    test('a user who left or was removed is not in it any more', async () => {
      const [owner, friend, third] = [someone(), someone(), someone()];
      const rowers = await group(stores(), owner, { members: [friend, third] });
      await append(stores(), command(rowers, friend, { kind: 'left' }));
      await append(stores(), command(rowers, owner, { kind: 'removed', member: third }));
      for (const uid of [friend, third])
        expect(await stores().conversations.conversationsOf(uid)).toEqual([ANNOUNCEMENTS]);
    });

    test('companions share a conversation now', async () => {
      const [owner, friend, former, partner] = [someone(), someone(), someone(), someone()];
      const rowers = await group(stores(), owner, { members: [friend, former] });
      await direct(stores(), owner, partner);
      await direct(stores(), owner, owner);
      await append(stores(), command(rowers, former, { kind: 'left' }));
      const companions = await stores().conversations.companionsOf(owner);
      expect(companions.toSorted()).toEqual([friend, partner].toSorted());
      expect(await stores().conversations.companionsOf(former)).toEqual([]);
    });

    test('announcements make nobody a companion', async () => {
      const reader = someone();
      await announce(stores());
      await stores().conversations.moveMarks(reader, 'read', [{ conversation: ANNOUNCEMENTS, seq: 1 }]);
      expect(await stores().conversations.companionsOf(reader)).toEqual([]);
    });

    test('a member who comes back may read both intervals of theirs, and not what was between', async () => {
      const [owner, friend] = [someone(), someone()];
      const rowers = await group(stores(), owner, { members: [friend] });
      await append(stores(), command(rowers, friend, { kind: 'left' }));
      await talk(stores(), rowers, owner, 2);
      await append(stores(), command(rowers, owner, { kind: 'added', members: [friend] }));
      await append(stores(), message(rowers, owner));
      const state = await stores().conversations.state(rowers);
      const ranges = state === undefined ? [] : readableRanges(state, friend);
      expect(ranges).toEqual([{ from: 1, to: 2 }, { from: 5 }]);
      const read = (await wholeLog(stores(), rowers)).filter(({ seq }) => inRanges(ranges, seq));
      expect(read.map(({ seq }) => seq)).toEqual([1, 2, 5, 6]);
    });

    test('pages can be read anywhere in a log', async () => {
      const owner = someone();
      const rowers = await group(stores(), owner);
      await talk(stores(), rowers, owner, 9);
      const seqs = async (from: number, to: number) =>
        (await stores().conversations.entries(rowers, from, to)).map(({ seq }) => seq);
      expect(await seqs(1, 3)).toEqual([1, 2, 3]);
      expect(await seqs(4, 7)).toEqual([4, 5, 6, 7]);
      expect(await seqs(9, 99)).toEqual([9, 10]);
      expect(await seqs(11, 20)).toEqual([]);
      expect(await seqs(5, 4)).toEqual([]);
      expect(await stores().conversations.entries(someone(), 1, 10)).toEqual([]);
    });

    test('a page ends with the entry that fills it, from whichever end', async () => {
      const owner = someone();
      const rowers = await group(stores(), owner);
      for (let i = 0; i < 9; i++) await append(stores(), message(rowers, owner, 'x'.repeat(30)));
      const read = async (end: 'first' | 'last', bytes: number) => {
        const budget = new PageBudget(bytes);
        const page = await stores().conversations.entriesWithin(rowers, { from: 2, to: 9 }, end, budget);
        return { seqs: page.map(({ seq }) => seq), full: budget.isFull };
      };
      expect(await read('first', 100)).toEqual({ seqs: [2, 3, 4], full: true });
      expect(await read('last', 100)).toEqual({ seqs: [7, 8, 9], full: true });
      expect(await read('first', 1)).toEqual({ seqs: [2], full: true });
      expect(await read('last', 1)).toEqual({ seqs: [9], full: true });
      for (const end of ['first', 'last'] as const)
        expect(await read(end, 1_000)).toEqual({ seqs: [2, 3, 4, 5, 6, 7, 8, 9], full: false });
    });
  });
}

/** Begins the announcements, where an earlier test has not, and announces something. */
export async function announce(stores: Stores): Promise<number> {
  if ((await stores.conversations.state(ANNOUNCEMENTS)) === undefined)
    await append(
      stores,
      command(ANNOUNCEMENTS, SYSTEM_UID, {
        kind: 'created',
        type: 'announcement',
        visibility: 'public',
        protection: 'open',
        history: 'all',
        members: [],
      }),
    );
  return (await append(stores, message(ANNOUNCEMENTS, SYSTEM_UID))).entry.seq;
}
