import type { SealingAlarm } from '@parley/client';
import { KeysPage, RostersPage, type Uuid } from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import { Restorable } from '../../testing/restorable.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { SealedBrowser, WAIT } from './sealed-browser.ts';

vi.setConfig({ testTimeout: 60_000 });

const alarmsOf = (browser: SealedBrowser, id: Uuid): readonly SealingAlarm[] =>
  browser.sealed(id)?.alarms ?? [];

/** Alice, Bob and Carol in a group whose members have changed since. */
async function rowers() {
  const backend = await startTestBackend();
  const [alice, bob] = [await SealedBrowser.register(backend), await SealedBrowser.register(backend)];
  const carol = await SealedBrowser.register(backend);
  const id = await alice.createGroup('Rowers', [bob.uid, carol.uid]);
  await bob.knows(id);
  await bob.say(id, 'with Carol');
  await alice.see(id, ['with Carol']);
  await alice.chat.groups.remove(id, carol.uid);
  await bob.say(id, 'without her');
  await alice.see(id, ['with Carol', 'without her']);
  return { backend, alice, bob, carol, id };
}

test('a removal that a server leaves out of the list is noticed by whoever reads what was said after it', async () => {
  const { backend, alice, id } = await rowers();
  const lie = (path: string, body: unknown) => {
    if (path !== '/web/rosters') return body;
    const { rosters, done } = RostersPage.parse(body);
    const kept = rosters.map(({ conversation, entries }) => ({
      conversation,
      entries: entries.filter((entry) => entry.body.kind !== 'removed'),
    }));
    return { rosters: kept, done };
  };
  const elsewhere = await alice.again(backend, { lie });

  // Its keys name a list with the removal in it.
  await vi.waitFor(
    () =>
      expect(alarmsOf(elsewhere, id)).toContainEqual(
        expect.objectContaining({ kind: 'refusedKeys', epoch: 2 }),
      ),
    WAIT,
  );
  expect(elsewhere.row(id)).toBeUndefined();
});

test('a member whom a server slips into the list is not believed', async () => {
  const { backend, alice, bob, carol, id } = await rowers();
  const lie = (path: string, body: unknown) => {
    if (path !== '/web/rosters') return body;
    const { rosters, done } = RostersPage.parse(body);
    const back = (entry: (typeof rosters)[number]['entries'][number]) =>
      entry.body.kind === 'removed'
        ? { ...entry, body: { kind: 'added' as const, members: [carol.uid] } }
        : entry;
    return { rosters: rosters.map((one) => ({ ...one, entries: one.entries.map(back) })), done };
  };
  const elsewhere = await alice.again(backend, { lie });
  await vi.waitFor(
    () =>
      expect(alarmsOf(elsewhere, id)).toContainEqual(
        expect.objectContaining({ kind: 'refusedChange', change: 'added', by: alice.uid, refusal: 'body' }),
      ),
    WAIT,
  );
  const others = elsewhere.sealed(id)?.members?.filter((uid) => uid !== alice.uid && uid !== carol.uid);
  expect(others).toEqual([bob.uid]);
});

test('keys that are changed on the way are not taken, and everything opens once they come as they are', async () => {
  const { backend, alice, id } = await rowers();
  let isLying = true;
  const lie = (path: string, body: unknown) => {
    if (path !== '/web/keys' || !isLying) return body;
    const { keys, done } = KeysPage.parse(body);
    const changed = keys.map((one) => ({
      ...one,
      handed: one.handed.map((each) => {
        const bytes = Buffer.from(each.bundle, 'base64');
        bytes[bytes.length - 70] = (bytes.at(-70) ?? 0) ^ 1;
        return { ...each, bundle: bytes.toString('base64') };
      }),
    }));
    return { keys: changed, done };
  };
  const elsewhere = await alice.again(backend, { lie });
  elsewhere.chat.open(id);
  await vi.waitFor(() => expect(elsewhere.sealed(id)?.notOpened.size).toBe(2), WAIT);
  expect([...(elsewhere.sealed(id)?.notOpened.values() ?? [])].map(({ kind }) => kind)).toEqual([
    'noKey',
    'noKey',
  ]);

  isLying = false;
  elsewhere.chat.networkLost();
  elsewhere.chat.wake();
  await elsewhere.see(id, ['with Carol', 'without her']);
  expect(elsewhere.sealed(id)?.notOpened.size).toBe(0);
});

test('a removal that a restored server has lost is remembered by whoever has seen it', async () => {
  const server = await Restorable.start();
  const alice = await SealedBrowser.register(server.backend);
  const [bob, carol] = [
    await SealedBrowser.register(server.backend),
    await SealedBrowser.register(server.backend),
  ];
  const id = await alice.createGroup('Rowers', [bob.uid, carol.uid]);
  await bob.knows(id);
  await bob.say(id, 'kept');
  await alice.see(id, ['kept']);
  await Promise.all([alice, bob, carol].map(({ chat }) => chat.close()));
  await server.backUp();
  const [alice2, bob2] = [
    await alice.again(server.backend, alice.kept),
    await bob.again(server.backend, bob.kept),
  ];
  await alice2.chat.groups.remove(id, carol.uid);
  await bob2.say(id, 'lost');
  await alice2.see(id, ['kept', 'lost']);
  await Promise.all([alice2, bob2].map(({ chat }) => chat.close()));
  await server.restore();

  const bob3 = await bob.again(server.backend, bob.kept);
  // Whoever looks compares the logs at once.
  bob3.chat.open(id);
  await vi.waitFor(
    () =>
      expect(bob3.sealed(id)).toMatchObject({
        alarms: [{ kind: 'diverged', conversation: id }],
        leftOut: [{ user: carol.uid, why: 'departed' }],
      }),
    WAIT,
  );
  await bob3.see(id, ['kept', 'lost']);
});
