import { directConversation } from '@parley/client';
import type { Uuid } from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';
import { SealedBrowser, WAIT } from './sealed-browser.ts';

// Real signatures and post-quantum seals, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

async function pair(backend: TestBackend) {
  const [alice, bob] = [await SealedBrowser.register(backend), await SealedBrowser.register(backend)];
  return { alice, bob, id: directConversation(alice.chat, bob.uid) };
}

const kinds = async ({ stores }: TestBackend, id: Uuid) =>
  (await stores.conversations.entries(id, 1, 100)).map(({ body, payload }) => [body.kind, payload?.kind]);

test('what two people with keys say to each other is sealed from the first message on, and both read it', async () => {
  const backend = await startTestBackend();
  const { alice, bob, id } = await pair(backend);

  await alice.say(id, 'hello');
  await bob.see(id, ['hello']);
  await bob.say(id, 'hi');
  await alice.see(id, ['hello', 'hi']);

  expect(await kinds(backend, id)).toEqual([
    ['created', undefined],
    ['keys', 'sealed'],
    ['message', 'sealed'],
    ['message', 'sealed'],
  ]);
  const members = [alice.uid, bob.uid].sort();
  for (const browser of [alice, bob]) {
    const { members: believed = [], ...rest } = browser.sealed(id) ?? expect.fail('nothing is known');
    expect([...believed].sort()).toEqual(members);
    expect(rest).toEqual({ protection: 'sealed', leftOut: [], notOpened: new Map(), alarms: [] });
  }
});

test('notes to oneself are sealed, and read in another browser', async () => {
  const backend = await startTestBackend();
  const alice = await SealedBrowser.register(backend);
  const notes = directConversation(alice.chat, alice.uid);
  await alice.say(notes, 'to myself');
  const elsewhere = await alice.again(backend);
  await elsewhere.see(notes, ['to myself']);
});

test('a group is read by its members, and no further by one who was removed', async () => {
  const backend = await startTestBackend();
  const [alice, bob, carol] = await SealedBrowser.registerAll(backend, 3);
  if (alice === undefined || bob === undefined || carol === undefined) throw new Error('somebody is missing');
  const id = await alice.createGroup('Rowers', [bob.uid, carol.uid]);
  await bob.knows(id);
  await bob.say(id, 'before');
  for (const one of [alice, bob, carol]) await one.see(id, ['before']);

  await alice.chat.groups.remove(id, carol.uid);
  await bob.say(id, 'after');

  await alice.see(id, ['before', 'after']);
  expect(carol.sees(id)).toEqual(['before']);
  expect([...(alice.sealed(id)?.members ?? [])].sort()).toEqual([alice.uid, bob.uid].sort());
});

test('who is added where the past is shown reads it', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = [await SealedBrowser.register(backend), await SealedBrowser.register(backend)];
  const id = await alice.createGroup('Rowers', [], 'all');
  await alice.knows(id);
  await alice.say(id, 'long ago');
  await alice.chat.groups.add(id, [bob.uid]);
  await bob.see(id, ['long ago']);
  await bob.say(id, 'thanks');
  await alice.see(id, ['long ago', 'thanks']);
});

test('a browser that logs in later reads all, and its rows at once', async () => {
  const backend = await startTestBackend();
  const { alice, bob, id } = await pair(backend);
  await alice.say(id, 'one');
  await bob.see(id, ['one']);
  await bob.say(id, 'two');
  const group = await alice.createGroup('Rowers', [bob.uid]);
  await alice.knows(group);
  await alice.say(group, 'row');

  const elsewhere = await alice.again(backend);

  await vi.waitFor(() => expect([id, group].map((one) => elsewhere.row(one))).toEqual(['two', 'row']), WAIT);
  // The last lines of all conversations cost one request of each kind.
  expect([elsewhere.asked('rosters'), elsewhere.asked('keys')]).toEqual([1, 1]);
  await elsewhere.see(id, ['one', 'two']);
  await elsewhere.say(id, 'from elsewhere');
  await bob.see(id, ['one', 'two', 'from elsewhere']);
});

test('a window of a long log takes two requests, and the rest opens as it is scrolled to', async () => {
  const backend = await startTestBackend();
  const { alice, bob, id } = await pair(backend);
  const texts = Array.from({ length: 150 }, (_, i) => `message ${i}`);
  await Promise.all(texts.map((text) => alice.chat.send(id, { text })));
  await vi.waitFor(() => expect(alice.chat.unsent.get()).toBe(0), WAIT);

  const elsewhere = await bob.again(backend);
  await elsewhere.see(id, texts.slice(-50));
  expect(elsewhere.asked('rosters') + elsewhere.asked('keys')).toBeLessThanOrEqual(2);

  await elsewhere.scrollUp(id);
  await elsewhere.see(id, texts);
  expect(elsewhere.asked('rosters') + elsewhere.asked('keys')).toBeLessThanOrEqual(2);
});

test('after a restart of the server, browsers go on with what they have kept', async () => {
  const first = await startTestBackend();
  const { alice, bob, id } = await pair(first);
  await alice.say(id, 'before');
  await bob.see(id, ['before']);
  await Promise.all([alice.chat.close(), bob.chat.close()]);
  await first.stop();

  const second = await startTestBackend({ parts: { stores: first.stores } });
  const [alice2, bob2] = [await alice.again(second, alice.kept), await bob.again(second, bob.kept)];
  await bob2.say(id, 'after');
  await alice2.see(id, ['before', 'after']);
  // The epoch goes on: its key was kept.
  expect((await kinds(second, id)).filter(([kind]) => kind === 'keys')).toHaveLength(1);
});

test('who deletes or pins a message is known in every browser, and its words are gone from the copies of all', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = [await SealedBrowser.register(backend), await SealedBrowser.register(backend)];
  const id = await alice.createGroup('Rowers', [bob.uid]);
  await bob.knows(id);
  await bob.say(id, 'deleted');
  await bob.say(id, 'pinned');
  await alice.see(id, ['deleted', 'pinned']);
  const [deleted, pinned] = alice
    .view(id)
    .items.get()
    .flatMap((item) => (item.kind === 'message' ? [item] : []));
  await alice.chat.delete(id, deleted?.seq ?? 0);
  await bob.chat.pin(id, pinned?.seq ?? 0, true);

  const elsewhere = await bob.again(backend);
  for (const one of [alice, bob, elsewhere]) {
    const shown = () => one.view(id).items.get();
    await vi.waitFor(
      () =>
        expect(shown().filter(({ kind }) => kind === 'message')).toMatchObject([
          { deleted: true, deletedBy: alice.uid, changing: false },
          { deleted: false, pinned: true, content: { text: 'pinned' }, changing: false },
        ]),
      WAIT,
    );
    await vi.waitFor(() => expect(shown().at(-1)).toMatchObject({ body: { kind: 'pinned' } }), WAIT);
    expect(one.sealed(id)).toMatchObject({ alarms: [], notOpened: new Map() });
    const held = await one.kept.copy.readEntries(id, deleted?.seq ?? 0, deleted?.seq ?? 0);
    expect(held).toMatchObject([{ payload: { kind: 'erased' } }]);
  }
});

test('every tab of a browser opens, also what another one has sent', async () => {
  const backend = await startTestBackend();
  const { alice, bob, id } = await pair(backend);
  const tab = alice.tab();
  await alice.say(id, 'hello');
  await bob.see(id, ['hello']);
  await bob.say(id, 'hi');
  for (const one of [alice, tab]) await one.see(id, ['hello', 'hi']);
  expect(tab.sealed(id)).toMatchObject({ protection: 'sealed', alarms: [] });
});

test('of somebody without keys it is said that nothing can be sealed to them', async () => {
  const backend = await startTestBackend();
  const alice = await SealedBrowser.register(backend);
  const bob = await backend.register();
  const id = directConversation(alice.chat, bob.uid);
  alice.chat.open(id);
  await vi.waitFor(
    () =>
      expect(alice.sealed(id)).toMatchObject({
        protection: 'open',
        leftOut: [{ user: bob.uid, why: 'noKeys' }],
      }),
    WAIT,
  );
});
