import type { Uuid } from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';
import { Browser } from '../keys/browser.ts';
import { WAIT, type SealedBrowser } from './sealed-browser.ts';
import { kinds, known, log, people, sealedTo } from './sealed-people.ts';

// Real signatures and post-quantum seals, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

const NEXT = 'another horse and battery';

/** Alice has verified Carol, who begins anew with another identity. */
async function resetGroup(backend: TestBackend) {
  const [alice, bob, carol] = await people(backend, 3);
  const group = await alice.createGroup('Rowers', [bob.uid, carol.uid]);
  await known(group, alice, bob, carol);
  await alice.say(group, 'before');
  const { contacts } = await alice.browser.keys();
  await contacts.refresh([carol.uid]);
  const number = await contacts.safetyNumber(carol.uid);
  expect(number && (await contacts.verify(carol.uid, number))).toBe(true);
  await carol.chat.close();
  await carol.browser.session.resetPassword(carol.username, await backend.resetLink(carol.username), NEXT);
  const fresh = new Browser(backend.httpUrl);
  await fresh.login(carol.username, NEXT);
  await fresh.session.resetIdentity(NEXT);
  await contacts.refresh([carol.uid]);
  const again = await carol.again(backend, { password: NEXT });
  await again.knows(group);
  await vi.waitFor(async () => expect(await kinds(backend, group)).toContain('rekeyed'), WAIT);
  return { alice, bob, carol: again, group };
}

async function accept(user: SealedBrowser, other: Uuid): Promise<void> {
  const { contacts } = await user.browser.keys();
  const identity = contacts.contacts.get().get(other)?.followed.log.identity ?? '';
  expect(await contacts.accept(other, identity)).toBe(true);
}

test('who is accepted gets the keys of what is said next, by whomever', async () => {
  const backend = await startTestBackend();
  const { alice, bob, carol, group } = await resetGroup(backend);
  await alice.say(group, 'without carol');
  await accept(alice, carol.uid);
  await vi.waitFor(() => expect(alice.sealed(group)?.leftOut).toEqual([]), WAIT);
  await alice.say(group, 'for carol');
  await bob.say(group, 'for carol, too');
  await carol.see(group, ['(not opened)', '(not opened)', 'for carol', 'for carol, too']);
});

test('two of whom one leaves somebody out write in turn for as long as they like', async () => {
  const backend = await startTestBackend();
  const { alice, carol, group } = await resetGroup(backend);
  for (let i = 0; i < 10; i++) {
    await carol.say(group, `carol ${i}`);
    await alice.say(group, `alice ${i}`);
  }
  expect((await kinds(backend, group)).filter((kind) => kind === 'message')).toHaveLength(21);
});

test('nothing new is sealed to an account that was removed', async () => {
  const backend = await startTestBackend();
  const [alice, bob, carol] = await people(backend, 3);
  const group = await alice.createGroup('Rowers', [bob.uid, carol.uid]);
  await known(group, alice, bob, carol);
  await backend.stores.users.setStanding(carol.uid, { removed: true });
  const again = await alice.again(backend);
  await again.knows(group);
  again.view(group);
  await vi.waitFor(() => expect(again.chat.people.users.get().get(carol.uid)?.removed).toBe(true), WAIT);
  await again.say(group, 'hello');
  const [, keys] = await log(backend, group);
  expect(keys && sealedTo(keys).toSorted()).toEqual([alice.uid, bob.uid].toSorted());
  expect(again.sealed(group)?.leftOut).toEqual([{ user: carol.uid, why: 'accountRemoved' }]);
});
