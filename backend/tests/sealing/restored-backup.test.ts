import { directConversation, type OutboxOwnership } from '@parley/client';
import { MemoryStorage } from '@parley/client/testing';
import type { Uuid } from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import { Restorable } from '../../testing/restorable.ts';
import { openGroup } from './open-group.ts';
import { SealedBrowser, WAIT } from './sealed-browser.ts';
import { kinds, known, log, people, sealedTo } from './sealed-people.ts';

// Real signatures and post-quantum seals, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

type Changed = ReturnType<MemoryStorage['changeItem']>;

/** A local copy that tells when what waits in its outbox has been sealed, before that goes out. */
class TellingCopy extends MemoryStorage {
  sealed: () => Promise<void> = () => Promise.resolve();

  override async changeItem(...change: Parameters<MemoryStorage['changeItem']>): Changed {
    const item = await super.changeItem(...change);
    if (item?.payload !== undefined) await this.sealed();
    return item;
  }
}

/** Resolves once somebody has found that the log has lost its end. */
async function diverged(browser: SealedBrowser, conversation: Uuid): Promise<void> {
  const alarms = () => browser.sealed(conversation)?.alarms;
  await vi.waitFor(() => expect(alarms()).toMatchObject([{ kind: 'diverged' }]), WAIT);
}

/** An old group of three, whose first keys a restored server has lost. Everyone is away. @param seenBy who was there while it was sealed */
async function withLostKeys(seenBy: 'all' | 'all but Carol') {
  const server = await Restorable.start();
  const [alice, bob, carol] = await people(server.backend, 3);
  const group = await openGroup(server.backend, alice, [bob.uid, carol.uid]);
  const all = [alice, bob, carol];
  await known(group, ...all);
  await server.backUp();
  const again = (one: SealedBrowser) => one.again(server.backend, { copy: one.kept.copy });
  const writer = await again(bob);
  await writer.say(group, 'between');
  const readers = await Promise.all((seenBy === 'all' ? [alice, carol] : [alice]).map(again));
  for (const reader of readers) await reader.see(group, ['between']);
  for (const { chat } of [...all, writer, ...readers]) await chat.close();
  await server.restore();
  expect(await kinds(server.backend, group)).toEqual(['created']);
  return { server, group, alice, bob, carol, again };
}

test('who leaves a group whose keys the server has lost signs that, since the others remember it sealed', async () => {
  const { server, group, alice, carol, again } = await withLostKeys('all');
  const carol2 = await again(carol);
  carol2.view(group);
  await diverged(carol2, group);
  await carol2.chat.groups.leave(group);
  expect((await log(server.backend, group)).at(-1)).toMatchObject({
    body: { kind: 'left' },
    payload: { kind: 'sealed' },
  });
  const alice2 = await again(alice);
  await alice2.say(group, 'after');
  expect(await kinds(server.backend, group)).toEqual(['created', 'keys', 'left', 'keys', 'message']);
});

test('what was sealed for a direct conversation that the server has lost is sealed anew', async () => {
  const server = await Restorable.start();
  const [alice, bob] = await people(server.backend, 2);
  const direct = directConversation(alice.chat, bob.uid);
  await server.backUp();
  const copy = new TellingCopy(alice.uid);
  const alice2 = await alice.again(server.backend, { copy });
  expect(directConversation(alice2.chat, bob.uid)).toBe(direct);
  await alice2.say(direct, 'one');
  copy.sealed = () => alice2.chat.close();
  await alice2.chat.send(direct, { text: 'two' });
  await vi.waitFor(() => expect(copy.data().outbox).toMatchObject([{ emitted: true }]), WAIT);
  for (const { chat } of [alice, bob, alice2]) await chat.close();
  await server.restore();
  expect(await kinds(server.backend, direct)).toEqual([]);

  copy.sealed = () => Promise.resolve();
  let gains: () => void = () => undefined;
  const acquire: OutboxOwnership['acquire'] = (listener) => {
    gains = () => listener.gained();
    return () => undefined;
  };
  const ownership = { acquire, take: () => undefined, announce: () => undefined };
  const alice3 = await alice.again(server.backend, { copy, ownership });
  alice3.view(direct);
  await diverged(alice3, direct);
  gains();
  const bob2 = await bob.again(server.backend);
  await vi.waitFor(
    async () => expect(await kinds(server.backend, direct)).toEqual(['created', 'keys', 'message']),
    WAIT,
  );
  await bob2.see(direct, ['two']);
});

test('others can still write after somebody left unsigned who has never seen it sealed', async () => {
  const { server, group, alice, bob, carol, again } = await withLostKeys('all but Carol');
  const carol2 = await carol.again(server.backend);
  await carol2.knows(group);
  await carol2.chat.groups.leave(group);
  expect((await log(server.backend, group)).at(-1)?.payload).toBeUndefined();
  const alice2 = await again(alice);
  await alice2.say(group, 'after');
  const bob2 = await again(bob);
  await bob2.see(group, ['after', 'between']);
});

test('others can still write where the server has lost that somebody left, and do not seal to them', async () => {
  const server = await Restorable.start();
  const [alice, bob] = await people(server.backend, 2);
  const carol = await SealedBrowser.register(server.backend);
  const group = await alice.createGroup('Rowers', [bob.uid, carol.uid]);
  const all = [alice, bob, carol];
  await known(group, ...all);
  await alice.say(group, 'before');
  await server.backUp();
  const [alice2, carol2] = [
    await alice.again(server.backend, { copy: alice.kept.copy }),
    await carol.again(server.backend, { copy: carol.kept.copy }),
  ];
  await carol2.see(group, ['before']);
  await carol2.chat.groups.leave(group);
  await alice2.say(group, 'between');
  for (const { chat } of [...all, alice2, carol2]) await chat.close();
  await server.restore();

  const alice3 = await alice.again(server.backend, { copy: alice.kept.copy });
  const stored = async (...then: readonly string[]) =>
    vi.waitFor(async () => expect((await kinds(server.backend, group)).slice(3)).toEqual(then), WAIT);
  await alice3.chat.send(group, { text: 'after' });
  await stored('keys', 'message');
  await alice3.chat.send(group, { text: 'under the same keys' });
  await stored('keys', 'message', 'message');
  const [, , , keys] = await log(server.backend, group);
  expect(keys && sealedTo(keys).toSorted()).toEqual([alice.uid, bob.uid].toSorted());
});

test('an open page gives a restored server back what that has lost of the key log', async () => {
  const server = await Restorable.start();
  const [alice, bob] = await people(server.backend, 2);
  await server.backUp('same');
  const keys = await alice.browser.keys();
  const before = keys.account.get()?.followed.log.seq ?? 0;
  await alice.again(server.backend);
  await vi.waitFor(() => expect(keys.account.get()?.followed.log.seq).toBe(before + 1), WAIT);
  await server.restore('same');

  const keyLog = () => server.backend.stores.keys.entries(alice.uid, 0);
  await vi.waitFor(async () => expect(await keyLog()).toHaveLength(before + 1), WAIT);
  await bob.chat.close();
});
