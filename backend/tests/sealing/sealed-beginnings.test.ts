import { directConversation } from '@parley/client';
import type { Uuid } from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import { registerUser } from '../../testing/register-user.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { Browser } from '../keys/browser.ts';
import { openGroup } from './open-group.ts';
import { WAIT, type SealedBrowser } from './sealed-browser.ts';
import { kinds, known, log, people } from './sealed-people.ts';

// Real signatures and post-quantum seals, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

/** What an old client would say. */
async function sayOpenly(browser: SealedBrowser, conversation: Uuid, text: string): Promise<void> {
  await browser.chat.send(conversation, { text }, { openly: true });
  await vi.waitFor(() => expect(browser.chat.unsent.get()).toBe(0), WAIT);
}

test('an open group whose members all have keys is sealed by the first who changes it or writes in it', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await people(backend, 2);
  const [named, said] = [
    await openGroup(backend, alice, [bob.uid]),
    await openGroup(backend, alice, [bob.uid]),
  ];
  await known(named, alice, bob);
  await known(said, alice, bob);
  await alice.chat.groups.rename(named, 'Boats');
  await bob.say(said, 'hello');
  await alice.see(said, ['hello']);
  expect(await kinds(backend, named)).toEqual(['created', 'keys', 'renamed']);
  expect(await kinds(backend, said)).toEqual(['created', 'keys', 'message']);
  await bob.say(named, 'sealed now');
  await alice.see(named, ['sealed now']);
  expect(await kinds(backend, named)).toEqual(['created', 'keys', 'renamed', 'message']);
});

test('who leaves an open group does not seal it for the others', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await people(backend, 2);
  const group = await openGroup(backend, alice, [bob.uid]);
  await known(group, bob);
  await bob.chat.groups.leave(group);
  expect(await kinds(backend, group)).toEqual(['created', 'left']);
});

test('who left without an answer signs that if the group was sealed meanwhile', async () => {
  const backend = await startTestBackend();
  const [alice, bob, carol] = await people(backend, 3);
  const group = await openGroup(backend, alice, [bob.uid, carol.uid]);
  await known(group, alice, bob, carol);
  carol.losesNext('/departures', () => bob.say(group, 'sealed'));
  await carol.chat.groups.leave(group);
  expect((await log(backend, group)).slice(1)).toMatchObject([
    { body: { kind: 'keys' } },
    { body: { kind: 'message' } },
    { body: { kind: 'left' }, payload: { kind: 'sealed' } },
  ]);
});

test('a group with somebody without keys stays open, and they cannot be added to a sealed one', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await people(backend, 2);
  const carol = await registerUser(backend.httpUrl, { username: 'carol' });
  const open = await openGroup(backend, alice, [bob.uid, carol.uid]);
  const sealed = await alice.createGroup('Rowers', [bob.uid]);
  await known(open, alice);
  await known(sealed, alice);
  await alice.chat.groups.rename(open, 'Still open');
  await alice.chat.send(open, { text: 'hello' });
  await vi.waitFor(() => expect(alice.chat.unsent.get()).toBe(0), WAIT);
  expect((await log(backend, open)).map(({ payload }) => payload?.kind)).toEqual([
    undefined,
    undefined,
    'plain',
  ]);
  await alice.chat.people.search('carol');
  await expect(alice.chat.groups.add(sealed, [carol.uid])).rejects.toMatchObject({
    code: 'E_NO_KEYS',
    message: 'carol has to log in once first.',
  });
  await expect(alice.chat.groups.create('Others', [carol.uid])).rejects.toMatchObject({ code: 'E_NO_KEYS' });
});

test('to somebody without keys nothing is said before the user chose it, and no conversation begins', async () => {
  const backend = await startTestBackend();
  const [alice] = await people(backend, 2);
  const carol = await registerUser(backend.httpUrl);
  const direct = directConversation(alice.chat, carol.uid);
  const id = await alice.chat.send(direct, { text: 'hello' });
  const view = alice.view(direct);
  await vi.waitFor(
    () =>
      expect(view.items.get()).toMatchObject([
        { id, status: 'refused', content: { text: 'hello' }, error: { code: 'E_NO_KEYS' } },
      ]),
    WAIT,
  );
  expect(await backend.stores.conversations.state(direct)).toBeUndefined();

  await alice.chat.retry(direct, id, { openly: true });
  await vi.waitFor(() => expect(alice.chat.unsent.get()).toBe(0), WAIT);
  await sayOpenly(alice, direct, 'again');
  expect(alice.sees(direct)).toEqual(['hello', 'again']);
  expect(await backend.stores.conversations.state(direct)).toMatchObject({ protection: 'open' });
});

test('a direct conversation that was open is sealed once both have keys, and what was said before stays', async () => {
  const backend = await startTestBackend();
  const [alice] = await people(backend, 2);
  const { username, uid } = await new Browser(backend.httpUrl, { keys: 'none' }).register();
  const direct = directConversation(alice.chat, uid);
  await sayOpenly(alice, direct, 'in the open');
  await new Browser(backend.httpUrl).login(username);
  await alice.say(direct, 'sealed');
  expect((await log(backend, direct)).map(({ body, payload }) => [body.kind, payload?.kind])).toEqual([
    ['created', undefined],
    ['message', 'plain'],
    ['keys', 'sealed'],
    ['message', 'sealed'],
  ]);
  await alice.see(direct, ['in the open', 'sealed']);
});
