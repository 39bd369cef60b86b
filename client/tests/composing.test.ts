import { encodeContent, type Uuid } from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import type { MessageItem } from '../src/model/timeline.ts';
import { FakeTabs } from './fake-tabs.ts';
import { FakeWorld, texts } from './fake-world.ts';

async function inGroup() {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  world.server.say(group, world.alice, 'question');
  world.server.say(group, world.me, 'frist');
  const client = await world.start();
  const opened = client.open(group);
  await world.clock.advance(500);
  return { world, group, client, opened, composer: client.composer(group) };
}

async function twoTabs() {
  const tabs = new FakeTabs();
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const here = await world.start({ draftChannel: tabs.tab() });
  const there = await world.start({ draftChannel: tabs.tab() });
  const row = () => there.conversations.get()?.find(({ id }) => id === group);
  return { world, group, here: here.composer(group), there: there.composer(group), row };
}

const fieldOf = ({ now }: { now: { get(): { draft: { text: string }; edit?: { text: string } } } }) =>
  (now.get().edit ?? now.get().draft).text;

const messages = (items: readonly { kind: string }[]) =>
  items.filter((item): item is MessageItem => item.kind === 'message');

test('what one tab sends takes nothing of what another one typed from the copy', async () => {
  const { world, group, here, there } = await twoTabs();
  here.write('sent from here', 14);
  there.write('still being typed', 17);
  await world.clock.advance(1_000);
  await here.send([]);
  await world.clock.advance(1_000);
  expect(fieldOf(there)).toBe('still being typed');
  expect(fieldOf((await world.start()).composer(group))).toBe('still being typed');
});

test('what is typed without a pause is stored all the same, but for the last moment', async () => {
  const { world, group, composer } = await inGroup();
  const text = 'a text that is typed without any pause at all';
  for (let n = 1; n <= text.length; n++) {
    composer.write(text.slice(0, n), n);
    await world.clock.advance(100);
  }
  // Nobody closes the first client: its tab is killed.
  const kept = fieldOf((await world.start()).composer(group));
  expect(text.startsWith(kept)).toBe(true);
  expect(text.length - kept.length).toBeLessThan(5);
});

test('a page that goes keeps the last key, and an emptied field comes back empty', async () => {
  const { world, group, client, composer } = await inGroup();
  composer.write('half a thought', 4);
  client.keepDrafts();
  const again = await world.start();
  expect(again.composer(group).now.get()).toEqual({ draft: { text: 'half a thought', caret: 4 } });
  composer.write('', 0);
  client.keepDrafts();
  expect(fieldOf((await world.start()).composer(group))).toBe('');
});

test('an edit outlives the client, with the draft that waits, what that answers, and both carets', async () => {
  const { world, group, client, composer } = await inGroup();
  composer.reply(2);
  composer.write('half a thought', 4);
  composer.edit(3, 'frist');
  composer.write('first', 2);
  const written = {
    draft: { text: 'half a thought', caret: 4, replyTo: 2 },
    edit: { target: 3, text: 'first', caret: 2 },
  };
  expect(composer.now.get()).toEqual(written);
  await client.close();
  const again = (await world.start()).composer(group);
  expect(again.now.get()).toEqual(written);
  again.cancel();
  expect(again.now.get()).toEqual({ draft: written.draft });
  again.cancel();
  expect(again.now.get()).toEqual({ draft: { text: 'half a thought', caret: 4 } });
});

test('what is typed before the local copy was read goes on after what that has', async () => {
  const { world, group, client, composer } = await inGroup();
  composer.write('kept', 4);
  await client.close();
  const load = Promise.withResolvers<undefined>();
  const read = world.storage.load.bind(world.storage);
  vi.spyOn(world.storage, 'load').mockImplementation(async () => {
    await load.promise;
    return read();
  });
  const again = (await world.start()).composer(group);
  again.write('ty', 1);
  load.resolve(undefined);
  await world.clock.advance(1);
  expect(again.now.get()).toEqual({ draft: { text: 'kept\nty', caret: 6 } });
  await world.clock.advance(500);
  expect((await world.storage.load()).drafts).toMatchObject([{ composition: again.now.get() }]);
});

test('a message is sent as the answer that it is, and the field is empty at once', async () => {
  const { world, opened, composer } = await inGroup();
  composer.reply(2);
  composer.write(' answer ', 8);
  const sent = composer.send([world.alice.uid]);
  expect(composer.now.get()).toEqual({ draft: { text: '', caret: 0 } });
  await sent;
  await world.clock.advance(10);
  expect(messages(opened.items.get()).at(-1)?.content).toEqual({
    type: 'text',
    text: 'answer',
    replyTo: 2,
    mentions: [world.alice.uid],
  });
  expect((await world.storage.load()).drafts).toEqual([]);
});

test('until the outbox has a message, the local copy keeps it as a draft', async () => {
  const { world, group, client, composer } = await inGroup();
  composer.write('hello', 5);
  client.keepDrafts();
  const stored = Promise.withResolvers<undefined>();
  const enqueue = world.storage.enqueue.bind(world.storage);
  vi.spyOn(world.storage, 'enqueue').mockImplementationOnce(async (item) => {
    await stored.promise;
    return enqueue(item);
  });
  const sent = composer.send([]);
  await world.clock.advance(1_000);
  client.keepDrafts();
  const kept = { conversation: group, composition: { draft: { text: 'hello' } } };
  expect((await world.storage.load()).drafts).toMatchObject([kept]);
  stored.resolve(undefined);
  await sent;
  expect((await world.storage.load()).drafts).toEqual([]);
});

test('what could not be stored comes back as what it was, before what was written since', async () => {
  const { world, composer } = await inGroup();
  const full = () => Promise.reject(new DOMException('The disk is full.', 'QuotaExceededError'));
  const enqueue = vi.spyOn(world.storage, 'enqueue');
  enqueue.mockImplementationOnce(full);
  composer.reply(2);
  composer.write('answer', 6);
  const sent = composer.send([]);
  composer.write('and', 3);
  await expect(sent).rejects.toThrow('full');
  expect(composer.now.get()).toEqual({ draft: { text: 'answer\nand', caret: 10, replyTo: 2 } });

  enqueue.mockImplementationOnce(full);
  composer.edit(3, 'frist');
  composer.write('first', 5);
  await expect(composer.send([])).rejects.toThrow('full');
  expect(composer.now.get()).toEqual({
    draft: { text: 'answer\nand', caret: 10, replyTo: 2 },
    edit: { target: 3, text: 'first', caret: 5 },
  });
});

test('an edit keeps what the message answers, for the one who sends it and for who reads it', async () => {
  const { world, group, client, opened } = await inGroup();
  await client.send(group, { text: 'anwser', replyTo: 2 });
  await world.clock.advance(100);
  const composer = client.composer(group);
  composer.edit(4, 'anwser');
  composer.write('answer', 6);
  await composer.send([]);
  expect(messages(opened.items.get()).at(-1)?.content).toEqual({ type: 'text', text: 'answer', replyTo: 2 });

  // Clients before this one left it out.
  await world.clock.advance(100);
  edit(world, group, 4, { text: 'the answer' });
  await world.clock.advance(100);
  const content = messages(opened.items.get()).at(-1)?.content;
  expect(content).toEqual({ type: 'text', text: 'the answer', replyTo: 2 });
});

test('forwarded words cannot be changed, nor can an edit put words into another one’s mouth', async () => {
  const { world, group, client, opened } = await inGroup();
  await client.send(group, { text: 'her words', forwardedFrom: world.alice.uid });
  await world.clock.advance(100);
  await expect(client.edit(group, 4, { text: 'mine' })).rejects.toMatchObject({
    code: 'E_FORBIDDEN',
    message: "Forwarded messages can't be edited.",
  });
  expect(await world.storage.outbox()).toEqual([]);

  edit(world, group, 4, { text: 'mine', forwardedFrom: world.alice.uid });
  await world.clock.advance(100);
  expect(messages(opened.items.get()).at(-1)?.content).toEqual({
    type: 'text',
    text: 'her words',
    forwardedFrom: world.alice.uid,
  });
});

test('a draft follows in the other tab, in its list, too, and is gone there once it was sent', async () => {
  const { world, here, there, row } = await twoTabs();
  here.write('hello', 5);
  await world.clock.advance(500);
  expect(fieldOf(there)).toBe('hello');
  expect(row()?.draft).toBe('hello');
  there.write('hello Alice', 11);
  await world.clock.advance(500);
  expect(fieldOf(here)).toBe('hello Alice');
  await here.send([]);
  await world.clock.advance(1);
  expect(fieldOf(there)).toBe('');
  expect(row()?.draft).toBeUndefined();
  expect((await world.storage.load()).drafts).toEqual([]);
});

test('nothing that is typed in two tabs at once gets lost in either', async () => {
  const { world, here, there } = await twoTabs();
  here.write('typed here', 10);
  there.write('typed there', 11);
  await world.clock.advance(1_000);
  expect([fieldOf(here), fieldOf(there)]).toEqual(['typed here', 'typed there']);
  await here.send([]);
  await world.clock.advance(1);
  expect([fieldOf(here), fieldOf(there)]).toEqual(['', 'typed there']);
  there.write('typed there too', 15);
  await world.clock.advance(500);
  expect(fieldOf(here)).toBe('typed there too');
});

test('a tab that missed what was announced follows again with the next', async () => {
  const tabs = new FakeTabs();
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const here = (await world.start({ draftChannel: tabs.tab() })).composer(group);
  const there = (await world.start({ draftChannel: tabs.tab() })).composer(group);
  here.write('a', 1);
  await world.clock.advance(500);
  tabs.lost = 1;
  here.write('ab', 2);
  await world.clock.advance(500);
  expect(fieldOf(there)).toBe('a');
  await here.send([]);
  await world.clock.advance(1);
  expect(fieldOf(there)).toBe('');
});

test('a caret that moves makes no tab the one that is written in', async () => {
  const { world, here, there } = await twoTabs();
  here.write('hello', 5);
  await world.clock.advance(500);
  there.moveCaret(2);
  here.write('hello you', 9);
  await world.clock.advance(500);
  expect(fieldOf(there)).toBe('hello you');
});

test('what was typed right before it is sent is with the copy before it is in the outbox', async () => {
  const { world, composer } = await inGroup();
  const saved = vi.spyOn(world.storage, 'saveDraft');
  const enqueued = vi.spyOn(world.storage, 'enqueue');
  composer.write('one', 3);
  await composer.send([]);
  expect(saved.mock.calls[0]?.[0].composition.draft.text).toBe('one');
  expect(saved.mock.invocationCallOrder[0]).toBeLessThan(enqueued.mock.invocationCallOrder[0] ?? 0);
});

test('nothing is sent twice by two quick sends', async () => {
  const { world, composer, opened } = await inGroup();
  composer.write('one', 3);
  const first = composer.send([]);
  composer.write('two', 3);
  await Promise.all([first, composer.send([])]);
  await world.clock.advance(10);
  expect(texts(opened.items.get())).toEqual(['question', 'frist', 'one', 'two']);
});

function edit(world: FakeWorld, group: Uuid, target: number, text: { text: string; forwardedFrom?: Uuid }) {
  world.server.append({
    conversation: group,
    sender: world.me.uid,
    id: world.server.newId(),
    body: { kind: 'edit', target },
    payload: encodeContent({ type: 'text', ...text }),
  });
}
