import { directConversation } from '@parley/client';
import { expect, test, vi } from 'vitest';
import { Restorable } from '../../testing/restorable.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { PASSWORD } from '../keys/browser.ts';
import { SealedBrowser, WAIT } from './sealed-browser.ts';
import { kinds, known, people } from './sealed-people.ts';

// Real signatures and post-quantum seals, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

test('whose keys are new says so in each sealed conversation, and what follows is sealed to them', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await people(backend, 2);
  const group = await alice.createGroup('Rowers', [bob.uid]);
  const direct = directConversation(alice.chat, bob.uid);
  await known(group, alice, bob);
  for (const id of [group, direct]) await alice.say(id, 'before');

  const keys = await alice.browser.keys();
  await keys.lostOrStolen(await alice.browser.session.prove(PASSWORD), []);
  for (const id of [group, direct]) {
    await vi.waitFor(async () => expect((await kinds(backend, id)).at(-1)).toBe('rekeyed'), WAIT);
    await bob.say(id, 'after');
    await alice.see(id, ['before', 'after']);
    expect((await kinds(backend, id)).slice(-3)).toEqual(['rekeyed', 'keys', 'message']);
  }
  const notes = directConversation(alice.chat, alice.uid);
  await alice.say(notes, 'milk');
  expect(await kinds(backend, notes)).toEqual(['created', 'keys', 'message']);
});

test('a browser that was closed meanwhile says it at its next start', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await people(backend, 2);
  const group = await alice.createGroup('Rowers', [bob.uid]);
  await known(group, alice, bob);
  await alice.say(group, 'before');
  await alice.chat.close();
  const keys = await alice.browser.keys();
  await keys.lostOrStolen(await alice.browser.session.prove(PASSWORD), []);
  expect(await kinds(backend, group)).toEqual(['created', 'keys', 'message']);

  const again = await alice.again(backend, { copy: alice.kept.copy });
  await vi.waitFor(async () => expect((await kinds(backend, group)).at(-1)).toBe('rekeyed'), WAIT);
  await again.see(group, ['before']);
});

test('a removal that the server has lost in a restore is signed anew by whoever signed it', async () => {
  const server = await Restorable.start();
  const [alice, bob] = await people(server.backend, 2);
  const carol = await SealedBrowser.register(server.backend);
  const group = await alice.createGroup('Rowers', [bob.uid, carol.uid]);
  await known(group, alice, bob);
  await alice.say(group, 'before');
  const all = [alice, bob, carol];
  await server.backUp();
  const [alice2, bob2] = [
    await alice.again(server.backend, { copy: alice.kept.copy }),
    await bob.again(server.backend, { copy: bob.kept.copy }),
  ];
  await alice2.chat.groups.remove(group, carol.uid);
  await bob2.say(group, 'between');
  await alice2.see(group, ['before', 'between']);
  for (const { chat } of [...all, alice2, bob2]) await chat.close();
  await server.restore();
  expect(await kinds(server.backend, group)).toEqual(['created', 'keys', 'message']);

  await alice2.again(server.backend, { copy: alice.kept.copy });
  await vi.waitFor(
    async () => expect((await kinds(server.backend, group)).slice(3)).toEqual(['removed']),
    WAIT,
  );
});

test('who writes while it is found that the log has lost its end writes into the log that is there', async () => {
  const server = await Restorable.start();
  const [alice, bob] = await people(server.backend, 2);
  const carol = await SealedBrowser.register(server.backend);
  const group = await alice.createGroup('Rowers', [bob.uid, carol.uid]);
  await known(group, alice, bob);
  await server.backUp();
  const [alice2, bob2] = [
    await alice.again(server.backend, { copy: alice.kept.copy }),
    await bob.again(server.backend, { copy: bob.kept.copy }),
  ];
  await bob2.say(group, 'before');
  await alice2.see(group, ['before']);
  await alice2.chat.groups.remove(group, carol.uid);
  await alice2.say(group, 'between');
  for (const { chat } of [alice, bob, carol, alice2, bob2]) await chat.close();
  await server.restore();
  expect(await kinds(server.backend, group)).toEqual(['created']);

  await alice2.again(server.backend, { copy: alice.kept.copy });
  const bob3 = await bob2.again(server.backend, { copy: bob.kept.copy });
  await bob3.chat.send(group, { text: 'anew' });
  await vi.waitFor(
    async () => expect(await kinds(server.backend, group)).toEqual(['created', 'removed', 'keys', 'message']),
    WAIT,
  );
});
