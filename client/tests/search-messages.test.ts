import { encodeContent, type Uuid } from '@parley/protocol';
import type { WritableAtom } from 'nanostores';
import { expect, test } from 'vitest';
import type { SealedConversation } from '../src/model/sealing/sealed-conversation.ts';
import type { ChatClient } from '../src/ports/chat-client.ts';
import type { FoundMessages, MessageFilter } from '../src/ports/message-search.ts';
import { FakeWorld, texts, windowOf } from './fake-world.ts';
import { COUNT, longConversation, numbers } from './long-conversation.ts';
// Loaded when it is needed first, which takes time that no fake clock counts.
import '../src/local/search/search-messages.ts';

/** How this device believes a conversation to be sealed. */
function believe(client: ChatClient, group: Uuid, protection: SealedConversation['protection']): void {
  const sealed = client.sealed as WritableAtom<ReadonlyMap<Uuid, SealedConversation>>;
  sealed.set(new Map([[group, { protection, leftOut: [], notOpened: new Map(), alarms: [] }]]));
}

const found = ({ messages }: FoundMessages) => texts(messages);

test('in an open conversation the server finds, the newest first, and tells how far its index is', async () => {
  const { world, group, client } = await longConversation();
  believe(client, group, 'open');
  world.server.indexed = 2_000;
  const page = await client.search(group, { link: true });
  expect(found(page)).toEqual(numbers(1_951, 2_000).toReversed());
  expect(page).toMatchObject({
    ...{ next: 1_951, isFar: false },
    place: { kind: 'server', indexed: 2_000, head: COUNT },
  });
  expect(found(await client.search(group, { link: true }, page.next))[0]).toBe('1950');
  expect(await windowOf(world.storage, group)).toMatchObject({ first: COUNT - 49 });
});

test.each(['sealed', 'begins', undefined] as const)(
  'no server learns what one looks for where it is %s',
  async (protection) => {
    const { world, group, client } = await longConversation();
    if (protection !== undefined) believe(client, group, protection);
    const page = await client.search(group, { words: '2990' });
    expect(found(page)).toEqual(['2990']);
    expect(world.network.sent.filter(({ name }) => name.endsWith('/search'))).toEqual([]);
    expect(page.place.kind).toBe('device');
  },
);

test('on this device what lies before the local copy is fetched for a further page only', async () => {
  const { world, group, client, pages } = await longConversation();
  const here = await client.search(group, { words: '2100' });
  expect(here).toMatchObject({ messages: [], next: COUNT - 49, isFar: true });
  expect(pages()).toBe(0);
  const further = await client.search(group, { words: '2100' }, here.next);
  expect(found(further)).toEqual(['2100']);
  expect(pages()).toBe(5);
  expect(further).toMatchObject({ next: 1_951, isFar: true });
  let next = further.next;
  for (let page = 0; next !== undefined && page < 9; page++)
    ({ next } = await client.search(group, { words: '2100' }, next));
  expect(next).toBeUndefined();
  expect((await windowOf(world.storage, group))?.first).toBe(1);
});

test('on this device pages of what was found follow each other, each message once', async () => {
  const { client, group, opened } = await longConversation();
  for (let page = 0; page < 3; page++) await opened.loadOlder();
  const seen: string[] = [];
  let next: number | undefined;
  do {
    const page = await client.search(group, { since: 0 }, next);
    seen.push(...found(page));
    next = page.isFar ? undefined : page.next;
  } while (next !== undefined);
  expect(seen).toEqual(numbers(COUNT - 349, COUNT).toReversed());
});

test('on this device each filter counts, and a message as it reads now', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const say = (text: string, mentions: Uuid[] = []) =>
    world.server.append({
      ...{ conversation: group, sender: world.alice.uid, id: world.server.newId() },
      body: { kind: 'message' },
      payload: encodeContent({ type: 'text', text, ...(mentions.length > 0 && { mentions }) }),
    });
  const change = (body: object, text?: string) =>
    world.server.append({
      ...{ conversation: group, sender: world.alice.uid, id: world.server.newId() },
      body: body as { kind: 'pinned'; target: number },
      ...(text !== undefined && { payload: encodeContent({ type: 'text', text }) }),
    });
  const link = say('see https://example.com/a').seq;
  const mention = say('you there', [world.me.uid]).seq;
  const pinned = say('Straße').seq;
  const edited = say('a pear').seq;
  const deleted = say('a plum').seq;
  change({ kind: 'pinned', target: pinned });
  change({ kind: 'edit', target: edited }, 'a quince');
  change({ kind: 'deletion', target: deleted });
  world.server.say(group, world.me, 'mine');
  const client = await world.start();
  client.open(group);
  await world.clock.advance(100);
  const seqs = async (filter: MessageFilter) =>
    (await client.search(group, filter)).messages.map(({ seq }) => seq);
  expect(await seqs({ link: true })).toEqual([link]);
  expect(await seqs({ mentionsMe: true })).toEqual([mention]);
  expect(await seqs({ pinned: true })).toEqual([pinned]);
  expect(await seqs({ words: 'STRASSE' })).toEqual([pinned]);
  expect(await seqs({ words: 'pear' })).toEqual([]);
  expect(await seqs({ words: 'quince' })).toEqual([edited]);
  expect(await seqs({ words: 'plum' })).toEqual([]);
  expect(await seqs({ sender: world.me.uid })).toHaveLength(1);
  expect(await seqs({ sender: world.alice.uid, words: 'mine' })).toEqual([]);
  expect(await seqs({ until: 0 })).toEqual([]);
});

test('words without a letter, and a conversation that is not known, are refused here', async () => {
  const { client, group } = await longConversation();
  await expect(client.search(group, { words: '🎉' })).rejects.toMatchObject({ code: 'E_BAD_REQUEST' });
  await expect(client.search('00000000-0000-4000-8000-00000000ffff', {})).rejects.toMatchObject({
    code: 'E_NOT_FOUND',
  });
});
