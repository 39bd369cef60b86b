import { directConversation } from '@parley/client';
import { expect, test, vi } from 'vitest';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { WAIT } from './sealed-browser.ts';
import { kinds, known, log, people, sealedTo } from './sealed-people.ts';

// Real signatures and post-quantum seals, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

test('a group is born sealed, grows, changes and loses members, and each entry of it is signed', async () => {
  const backend = await startTestBackend();
  const [alice, bob, carol, dave] = await people(backend, 4);
  const group = await alice.createGroup('Rowers', [bob.uid, carol.uid], 'all');
  await known(group, alice, bob, carol);
  await bob.say(group, 'first');
  await alice.see(group, ['first']);
  await alice.chat.groups.add(group, [dave.uid]);
  await known(group, dave);
  await dave.see(group, ['first']);
  await alice.chat.groups.changeRole(group, bob.uid, 'owner');
  await bob.chat.groups.rename(group, 'Boats');
  await carol.see(group, ['first']);
  await bob.chat.groups.remove(group, carol.uid);
  await dave.say(group, 'second');
  await dave.chat.groups.leave(group);
  await alice.say(group, 'third');
  await alice.see(group, ['first', 'second', 'third']);
  await alice.chat.groups.end(group);

  expect(await kinds(backend, group)).toEqual([
    ...['created', 'keys', 'message', 'added', 'roleChanged', 'renamed', 'removed'],
    ...['keys', 'message', 'left', 'keys', 'message', 'ended'],
  ]);
  expect((await log(backend, group)).every(({ payload }) => payload?.kind === 'sealed')).toBe(true);
  expect(carol.sees(group)).toEqual(['first']);
  expect(bob.sealed(group)?.alarms).toEqual([]);
});

test('two who write first at once start one epoch, in a new group and in a direct conversation', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await people(backend, 2);
  const group = await alice.createGroup('Rowers', [bob.uid]);
  const direct = directConversation(alice.chat, bob.uid);
  directConversation(bob.chat, alice.uid);
  await known(group, alice, bob);
  for (const id of [group, direct]) {
    await Promise.all([alice.say(id, 'from alice'), bob.say(id, 'from bob')]);
    const said = (await kinds(backend, id)).filter((kind) => kind !== 'created');
    expect(said).toEqual(['keys', 'message', 'message']);
    await vi.waitFor(() => expect([...alice.sees(id)].sort()).toEqual(['from alice', 'from bob']), WAIT);
    await bob.see(id, alice.sees(id));
  }
});

test('two removals in a row make one epoch, and nothing after them is sealed to the two', async () => {
  const backend = await startTestBackend();
  const [alice, bob, carol, dave] = await people(backend, 4);
  const group = await alice.createGroup('Rowers', [bob.uid, carol.uid, dave.uid]);
  await known(group, alice, bob, carol, dave);
  await bob.say(group, 'to all');
  await Promise.all([alice.chat.groups.remove(group, carol.uid), alice.chat.groups.remove(group, dave.uid)]);
  await bob.say(group, 'to two');
  await alice.see(group, ['to all', 'to two']);
  const entries = await log(backend, group);
  const keys = entries.filter(({ body }) => body.kind === 'keys');
  expect(keys.map(sealedTo)).toEqual([
    [alice.uid, bob.uid, carol.uid, dave.uid].sort(),
    [alice.uid, bob.uid].sort(),
  ]);
});

test('messages that are on their way while somebody is removed go out under keys that they never get', async () => {
  const backend = await startTestBackend();
  const [alice, bob, carol] = await people(backend, 3);
  const group = await alice.createGroup('Rowers', [bob.uid, carol.uid]);
  await known(group, alice, bob, carol);
  await bob.say(group, 'before');
  const texts = Array.from({ length: 10 }, (_, i) => `message ${i}`);
  for (const text of texts) await bob.chat.send(group, { text });
  await alice.chat.groups.remove(group, carol.uid);
  await bob.say(group, 'after');
  await alice.see(group, ['before', ...texts, 'after']);

  const entries = await log(backend, group);
  const removed = entries.find(({ body }) => body.kind === 'removed')?.seq ?? 0;
  const later = entries.filter(({ seq }) => seq > removed);
  const epochs = new Set(later.flatMap(({ body }) => (body.kind === 'message' ? [body.epoch] : [])));
  for (const entry of entries)
    if (entry.body.kind === 'keys' && epochs.has(entry.body.epoch))
      expect(sealedTo(entry)).not.toContain(carol.uid);
  expect(carol.sees(group)).not.toContain('after');
});
