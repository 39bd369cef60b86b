import { encodeContent, type Uuid } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import type { Command } from '../../src/domain/log/command.ts';
import type { LookBounds } from '../../src/domain/search/search-store.ts';
import { phrasesFor, type Filters } from '../../src/domain/search/terms.ts';
import type { Stores } from '../../src/domain/stores.ts';
import { append, command, group, message, someone } from './commands.ts';

const ALL: LookBounds = { end: 'last', limit: 100, candidates: 5_000 };
const EVERYWHERE = { from: 1, to: 1_000 };

interface Saying {
  readonly mentions?: readonly Uuid[];
  /** The message that it changes. */
  readonly edits?: number;
}

/** A message with a text, or an edit. */
export function say(
  conversation: Uuid,
  sender: Uuid,
  text: string,
  { mentions, edits }: Saying = {},
): Command {
  const body =
    edits === undefined ? ({ kind: 'message' } as const) : ({ kind: 'edit', target: edits } as const);
  const content = { type: 'text', text, ...(mentions && { mentions }) } as const;
  return { ...command(conversation, sender, body), payload: encodeContent(content) };
}

export async function indexAll({ search }: Stores): Promise<void> {
  while (await search.advance());
}

/** The places of all messages that are found, however often the search has to go on. */
export async function found(
  { search }: Stores,
  conversation: Uuid,
  filters: Filters,
  end: LookBounds['end'] = 'last',
): Promise<readonly number[]> {
  const seqs: number[] = [];
  let span = { from: 1, to: 100_000 };
  for (;;) {
    const look = await search.find(conversation, phrasesFor(filters), span, { ...ALL, end });
    seqs.push(...look.places.map(({ seq }) => seq));
    if (look.stoppedAt === undefined) return seqs;
    span = end === 'last' ? { ...span, to: look.stoppedAt - 1 } : { ...span, from: look.stoppedAt + 1 };
  }
}

export function searchContract(stores: () => Stores, other: () => Stores): void {
  describe('searching', () => {
    /** A group in which these texts stand from `seq` 2 on, and are indexed. */
    async function talkOf(...texts: readonly string[]) {
      const owner = someone();
      const conversation = await group(stores(), owner);
      for (const text of texts) await append(stores(), say(conversation, owner, text));
      await indexAll(stores());
      return { owner, conversation };
    }

    test('finds messages that have all words, the newest first', async () => {
      const { conversation } = await talkOf(
        'Bring the boat',
        'No boat today',
        'bring cake',
        'Boat! Bring it',
      );
      expect(await found(stores(), conversation, { words: 'boat bring' })).toEqual([5, 2]);
      expect(await found(stores(), conversation, { words: 'boat bring' }, 'first')).toEqual([2, 5]);
      expect(await found(stores(), conversation, { words: 'boa' })).toEqual([]);
    });

    test('knows joined words, folded letters and scripts without spaces', async () => {
      const { conversation } = await talkOf(
        'see foo_bar.ts',
        'foo bar ts',
        'Straße',
        '東京都に行く',
        '東京と京都',
      );
      expect(await found(stores(), conversation, { words: 'foo_bar.ts' })).toEqual([2]);
      expect(await found(stores(), conversation, { words: 'foo bar' })).toEqual([3, 2]);
      expect(await found(stores(), conversation, { words: 'STRASSE' })).toEqual([4]);
      expect(await found(stores(), conversation, { words: '東京都' })).toEqual([5]);
      expect(await found(stores(), conversation, { words: '京' })).toEqual([6, 5]);
    });

    test('finds by sender, mention and link, and all messages without a filter', async () => {
      const [owner, friend] = [someone(), someone()];
      const conversation = await group(stores(), owner, { members: [friend] });
      await append(stores(), say(conversation, owner, 'look at https://example.org/a'));
      await append(stores(), say(conversation, friend, 'http is a word', { mentions: [owner, owner] }));
      await append(stores(), say(conversation, friend, '🎉'));
      await append(stores(), command(conversation, owner, { kind: 'reaction', target: 2 }));
      await indexAll(stores());
      expect(await found(stores(), conversation, { sender: friend })).toEqual([4, 3]);
      expect(await found(stores(), conversation, { mentions: owner })).toEqual([3]);
      expect(await found(stores(), conversation, { link: true })).toEqual([2]);
      expect(await found(stores(), conversation, { link: true, sender: friend })).toEqual([]);
      expect(await found(stores(), conversation, {})).toEqual([4, 3, 2]);
      expect(await found(stores(), conversation, { words: owner })).toEqual([]);
    });

    test('finds an edited message by its last words only, and says which edit they are of', async () => {
      const { owner, conversation } = await talkOf('a pineapple', 'a pear');
      await append(stores(), say(conversation, owner, 'a mango', { edits: 2 }));
      await indexAll(stores());
      await append(stores(), say(conversation, owner, 'a cherry', { edits: 2 }));
      await append(stores(), say(conversation, owner, 'a plum', { edits: 2 }));
      await indexAll(stores());
      expect(await found(stores(), conversation, { words: 'pineapple' })).toEqual([]);
      expect(await found(stores(), conversation, { words: 'mango' })).toEqual([]);
      expect(await found(stores(), conversation, { words: 'cherry' })).toEqual([]);
      const plum = await stores().search.find(conversation, phrasesFor({ words: 'plum' }), EVERYWHERE, ALL);
      expect(plum.places).toEqual([{ seq: 2, edit: 6 }]);
      expect(await found(stores(), conversation, {})).toEqual([3, 2]);
    });

    test.each([
      ['before it was taken in', false, false],
      ['after it was', true, false],
      ['after it was, and edited since', true, true],
    ])('does not find a message that was deleted %s', async (_, indexed, edited) => {
      const owner = someone();
      const conversation = await group(stores(), owner);
      await append(stores(), say(conversation, owner, 'a pineapple'));
      if (indexed) await indexAll(stores());
      if (edited) await append(stores(), say(conversation, owner, 'a mango', { edits: 2 }));
      await append(stores(), command(conversation, owner, { kind: 'deletion', target: 2 }));
      await append(stores(), say(conversation, owner, 'a pear'));
      await indexAll(stores());
      for (const words of ['pineapple', 'mango'])
        expect(await found(stores(), conversation, { words })).toEqual([]);
      expect(await found(stores(), conversation, {})).toEqual([edited ? 5 : 4]);
    });

    test('finds nothing in what it cannot read, and nothing of another conversation', async () => {
      const { owner, conversation } = await talkOf('a pineapple');
      const elsewhere = await group(stores(), owner);
      await append(stores(), message(elsewhere, owner, 'pineapple, but no JSON'));
      const sealed = say(elsewhere, owner, 'pineapple');
      const payload = { kind: 'sealed', bytes: sealed.payload?.bytes ?? '' } as const;
      await append(stores(), { ...sealed, payload });
      await indexAll(stores());
      expect(await found(stores(), elsewhere, { words: 'pineapple' })).toEqual([]);
      expect(await found(stores(), elsewhere, {})).toEqual([]);
      expect(await found(stores(), conversation, { words: 'pineapple' })).toEqual([2]);
    });

    test('stops at its bounds and goes on from there', async () => {
      const { conversation } = await talkOf(...Array.from({ length: 9 }, (_, n) => `boat ${n}`));
      const phrases = phrasesFor({ words: 'boat' });
      const first = await stores().search.find(conversation, phrases, EVERYWHERE, { ...ALL, limit: 4 });
      expect(first).toMatchObject({ looked: 4, stoppedAt: 7 });
      const rest = await stores().search.find(conversation, phrases, { from: 1, to: 6 }, ALL);
      expect(rest.places.map(({ seq }) => seq)).toEqual([6, 5, 4, 3, 2]);
      expect(rest.stoppedAt).toBeUndefined();
      const bounded = await stores().search.find(conversation, phrases, EVERYWHERE, {
        ...ALL,
        candidates: 3,
      });
      expect(bounded).toMatchObject({ looked: 3, stoppedAt: 8 });
    });

    test('says how far it reaches', async () => {
      const { owner, conversation } = await talkOf('one', 'two');
      expect(await stores().search.reach(conversation)).toBe(3);
      await append(stores(), command(conversation, owner, { kind: 'pinned', target: 2 }));
      await indexAll(stores());
      expect(await stores().search.reach(conversation)).toBe(4);
      expect(await stores().search.reach(someone())).toBe(0);
    });

    test('agrees with the log after many changes that two servers take in at any time', async () => {
      const owner = someone();
      const conversation = await group(stores(), owner);
      const texts = new Map<number, string>();
      for (let n = 0; n < 120; n++) {
        const seqs = [...texts.keys()];
        const target = seqs[(n * 7) % (seqs.length || 1)];
        const text = `word${n % 11} fruit${n % 5}`;
        if (n % 3 !== 0 && target !== undefined && n % 4 === 1) {
          await append(stores(), command(conversation, owner, { kind: 'deletion', target }));
          texts.delete(target);
        } else if (n % 3 !== 0 && target !== undefined) {
          await append(stores(), say(conversation, owner, text, { edits: target }));
          texts.set(target, text);
        } else texts.set((await append(stores(), say(conversation, owner, text))).entry.seq, text);
        if (n % 5 === 0) await Promise.all([stores().search.advance(), other().search.advance()]);
      }
      await Promise.all([indexAll(stores()), indexAll(other())]);
      for (const words of ['word1', 'word4', 'fruit0', 'fruit3 word8', 'fruit4']) {
        const expected = [...texts].filter(([, text]) =>
          words.split(' ').every((word) => text.split(' ').includes(word)),
        );
        expect(await found(other(), conversation, { words }), words).toEqual(
          expected.map(([seq]) => seq).sort((a, b) => b - a),
        );
      }
    });
  });
}
