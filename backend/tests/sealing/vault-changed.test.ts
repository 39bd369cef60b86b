import { directConversation } from '@parley/client';
import { expect, test, vi } from 'vitest';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { Browser, PASSWORD } from '../keys/browser.ts';
import { WAIT } from './sealed-browser.ts';
import { people } from './sealed-people.ts';

// Real signatures and post-quantum seals, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const NEXT = 'another horse and battery';

test('keys of before that one browser finds again open what another one shows already', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await people(backend, 2);
  const direct = directConversation(alice.chat, bob.uid);
  await alice.say(direct, 'before');
  await bob.browser.session.resetPassword(bob.username, await backend.resetLink(bob.username), NEXT);
  const fresh = new Browser(backend.httpUrl);
  await fresh.login(bob.username, NEXT);
  await fresh.session.resetIdentity(NEXT);
  const [one, other] = [
    await bob.again(backend, { password: NEXT }),
    await bob.again(backend, { password: NEXT }),
  ];
  for (const browser of [one, other]) await browser.see(direct, ['(not opened)']);

  const keys = await one.browser.keys();
  expect(await keys.recoverFormer({ kind: 'lastPassword', password: PASSWORD })).toBe(true);
  for (const browser of [one, other]) await browser.see(direct, ['before']);
});

test('whoever is verified in one browser is so in the others', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await people(backend, 2);
  directConversation(alice.chat, bob.uid);
  const other = await alice.again(backend);
  const [here, there] = [await alice.browser.keys(), await other.browser.keys()];
  for (const { contacts } of [here, there]) await contacts.refresh([bob.uid]);
  const number = await here.contacts.safetyNumber(bob.uid);
  expect(number && (await here.contacts.verify(bob.uid, number))).toBe(true);
  await vi.waitFor(() => expect(there.contacts.contacts.get().get(bob.uid)?.trust).toBe('verified'), WAIT);
});

test('whoever is verified in one tab is so in the others, though this browser has that vault already', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await people(backend, 2);
  directConversation(alice.chat, bob.uid);
  const tab = await alice.again(backend, { keeper: alice.kept.keeper });
  const [here, there] = [await alice.browser.keys(), await tab.browser.keys()];
  for (const { contacts } of [here, there]) await contacts.refresh([bob.uid]);
  const number = await here.contacts.safetyNumber(bob.uid);
  expect(number && (await here.contacts.verify(bob.uid, number))).toBe(true);
  await vi.waitFor(() => expect(there.contacts.contacts.get().get(bob.uid)?.trust).toBe('verified'), WAIT);
});

test('a browser that was not told of another vault hears of it by the next heads', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await people(backend, 2);
  directConversation(alice.chat, bob.uid);
  const other = await alice.again(backend, { lost: ['vaultChanged'] });
  const [here, there] = [await alice.browser.keys(), await other.browser.keys()];
  for (const { contacts } of [here, there]) await contacts.refresh([bob.uid]);
  const number = await here.contacts.safetyNumber(bob.uid);
  expect(number && (await here.contacts.verify(bob.uid, number))).toBe(true);
  expect(there.contacts.contacts.get().get(bob.uid)?.trust).toBe('met');

  other.reconnect();
  await vi.waitFor(() => expect(there.contacts.contacts.get().get(bob.uid)?.trust).toBe('verified'), WAIT);
});

test('a vault is read again in one go, and not where this browser has made it', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await people(backend, 2);
  const keys = await alice.browser.keys();
  await keys.contacts.refresh([bob.uid]);
  const number = await keys.contacts.safetyNumber(bob.uid);
  expect(number && (await keys.contacts.verify(bob.uid, number))).toBe(true);
  const { version } = (await backend.stores.keys.vault(alice.uid)) ?? { version: 0 };
  const asked = alice.asked('vault');
  const idle = () => alice.kept.keeper.alone(alice.uid, async () => undefined);
  keys.vaultChanged(version);
  await idle();
  await idle();
  expect(alice.asked('vault')).toBe(asked);
  for (let newer = 1; newer <= 5; newer++) keys.vaultChanged(version + newer);
  await vi.waitFor(() => expect(alice.asked('vault')).toBe(asked + 1), WAIT);
  await idle();
  await idle();
  expect(alice.asked('vault')).toBe(asked + 1);
});
