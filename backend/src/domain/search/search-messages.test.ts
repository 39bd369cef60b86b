import { type SearchPage, type SearchRequest, type Uuid } from '@parley/protocol';
import { beforeEach, describe, expect, test } from 'vitest';
import { append, command, group, NOW, someone } from '../../../tests/contract/commands.ts';
import { refusal } from '../../../tests/contract/refusal.ts';
import { leave, room } from '../../../tests/contract/rooms/room-commands.ts';
import { keysOn, sealedCommand } from '../../../tests/contract/sealed/sealed-commands.ts';
import { say } from '../../../tests/contract/search-contract.ts';
import { createMemoryStores } from '../../store/memory/index.ts';
import type { Stores } from '../stores.ts';
import { searchMessages } from './search-messages.ts';

const MINUTE = 60_000;

let stores: Stores;
let [owner, friend]: [Uuid, Uuid] = ['', ''];
beforeEach(() => {
  stores = createMemoryStores();
  [owner, friend] = [someone(), someone()];
});

const search = (uid: Uuid, conversation: Uuid, request: Partial<SearchRequest>): Promise<SearchPage> =>
  searchMessages(stores, uid, conversation, { limit: 50, ...request });
const places = async (...asked: Parameters<typeof search>) =>
  (await search(...asked)).found.map(({ entry }) => entry.seq);

/** A minute between each two. */
async function talk(conversation: Uuid, ...texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    const { head } = (await stores.conversations.state(conversation)) ?? { head: 0 };
    await stores.conversations.append(say(conversation, owner, text), NOW + head * MINUTE);
  }
}

describe('a search', () => {
  test('answers with messages, and with the edit by whose words they were found', async () => {
    const conversation = await group(stores, owner);
    const { entry } = await append(stores, say(conversation, owner, 'a pear'));
    const edit = (await append(stores, say(conversation, owner, 'a plum', { edits: 2 }))).entry;
    expect(await search(owner, conversation, { words: 'plum' })).toEqual({
      found: [{ entry, edit }],
      indexed: 3,
    });
    expect(await search(owner, conversation, { words: 'pear' })).toEqual({ found: [], indexed: 3 });
  });

  test('goes page by page from either end, each message once', async () => {
    const conversation = await group(stores, owner);
    await talk(conversation, ...Array.from({ length: 7 }, (_, n) => `boat ${n}`));
    const all = async (order: 'newest' | 'oldest') => {
      const seqs: number[] = [];
      for (let next: number | undefined, pages = 0; pages < 4; pages++) {
        const from = next === undefined ? {} : order === 'newest' ? { before: next } : { after: next };
        const page = await search(owner, conversation, { words: 'boat', order, limit: 3, ...from });
        seqs.push(...page.found.map(({ entry }) => entry.seq));
        next = page.next;
        if (next === undefined) break;
      }
      return seqs;
    };
    expect(await all('newest')).toEqual([8, 7, 6, 5, 4, 3, 2]);
    expect(await all('oldest')).toEqual([2, 3, 4, 5, 6, 7, 8]);
  });

  test('keeps to places, times and what is pinned', async () => {
    const conversation = await group(stores, owner);
    await talk(conversation, 'boat 2', 'boat 3', 'boat 4', 'cake 5', 'boat 6');
    for (const target of [3, 5, 6])
      await append(stores, command(conversation, owner, { kind: 'pinned', target }));
    await append(stores, command(conversation, owner, { kind: 'unpinned', target: 6 }));
    expect(await places(owner, conversation, { after: 2, before: 6 })).toEqual([5, 4, 3]);
    expect(await places(owner, conversation, { pinned: true })).toEqual([5, 3]);
    expect(await places(owner, conversation, { pinned: true, words: 'boat' })).toEqual([3]);
    // The entry at `seq` was stored at `NOW + (seq - 1)` minutes.
    const [since, until] = [NOW + 2 * MINUTE, NOW + 4 * MINUTE];
    expect(await places(owner, conversation, { since, until })).toEqual([5, 4, 3]);
    expect(await places(owner, conversation, { since: since + 1, until: until - 1 })).toEqual([4]);
    expect(await places(owner, conversation, { since: until, until: since })).toEqual([]);
  });

  test('for what mentions me finds what mentions the one who asks', async () => {
    const conversation = await group(stores, owner, { members: [friend] });
    await append(stores, say(conversation, owner, 'hello', { mentions: [friend] }));
    expect(await places(friend, conversation, { mentionsMe: true })).toEqual([2]);
    expect(await places(owner, conversation, { mentionsMe: true })).toEqual([]);
  });

  test('finds nothing from before one joined, after one was removed, or in between', async () => {
    const conversation = await group(stores, owner);
    const [join, leave] = [
      () => append(stores, command(conversation, owner, { kind: 'added', members: [friend] })),
      () => append(stores, command(conversation, owner, { kind: 'removed', member: friend })),
    ];
    await talk(conversation, 'boat 2');
    await join();
    await talk(conversation, 'boat 4', 'boat 5');
    await leave();
    await talk(conversation, 'boat 7');
    expect(await search(friend, conversation, { words: 'boat' })).toMatchObject({
      found: [{ entry: { seq: 5 } }, { entry: { seq: 4 } }],
      indexed: 6,
    });
    await join();
    await talk(conversation, 'boat 9');
    expect(await places(friend, conversation, { words: 'boat' })).toEqual([9, 5, 4]);
    expect(await places(friend, conversation, { words: 'boat', order: 'oldest' })).toEqual([4, 5, 9]);
    expect(await places(friend, conversation, { words: 'boat', limit: 2, before: 9 })).toEqual([5, 4]);
  });

  test('does not tell a former member what a message was changed to, or what was pinned since', async () => {
    const conversation = await group(stores, owner, { members: [friend] });
    await talk(conversation, 'a pear', 'a cherry');
    await append(stores, command(conversation, owner, { kind: 'removed', member: friend }));
    await append(stores, say(conversation, owner, 'a plum', { edits: 2 }));
    await append(stores, command(conversation, owner, { kind: 'pinned', target: 3 }));
    expect(await places(friend, conversation, { words: 'plum' })).toEqual([]);
    expect(await places(friend, conversation, { pinned: true })).toEqual([]);
    expect(await places(owner, conversation, { words: 'plum' })).toEqual([2]);
    expect(await places(owner, conversation, { pinned: true })).toEqual([3]);
  });

  test('in a room is for its members, and for those who were, up to when they left', async () => {
    const stranger = someone();
    const conversation = await room(stores, owner, [friend]);
    await talk(conversation, 'boat 3');
    expect(await places(friend, conversation, { words: 'boat' })).toEqual([3]);
    await leave(stores, conversation, friend);
    await talk(conversation, 'boat 5');
    expect(await places(friend, conversation, { words: 'boat' })).toEqual([3]);
    expect(await places(owner, conversation, { words: 'boat' })).toEqual([5, 3]);
    await expect(search(stranger, conversation, {})).rejects.toThrow(refusal('E_NOT_FOUND'));
  });

  test('is refused to strangers, for sealed conversations, and for words without a letter', async () => {
    const conversation = await group(stores, owner);
    await expect(search(friend, conversation, {})).rejects.toThrow(refusal('E_NOT_FOUND'));
    await expect(search(owner, someone(), {})).rejects.toThrow(refusal('E_NOT_FOUND'));
    await expect(search(owner, conversation, { words: '🎉 !' })).rejects.toThrow(refusal('E_BAD_REQUEST'));
    await talk(conversation, 'said before it was sealed');
    const open = await stores.conversations.state(conversation);
    if (open !== undefined) await append(stores, sealedCommand(open, owner, keysOn(open)));
    await expect(search(owner, conversation, { words: 'said' })).rejects.toThrow(refusal('E_SEALED'));
    await expect(search(friend, conversation, {})).rejects.toThrow(refusal('E_NOT_FOUND'));
  });

  test('stops where its page is full of large messages', async () => {
    const conversation = await group(stores, owner);
    await talk(conversation, ...Array.from({ length: 20 }, () => `boat ${'x'.repeat(32_000)}`));
    const page = await search(owner, conversation, { words: 'boat' });
    expect(page.found.length).toBeLessThan(14);
    expect(page.next).toBe(page.found.at(-1)?.entry.seq);
    expect(await places(owner, conversation, { words: 'boat', before: page.next })).toContain(2);
  });
});
