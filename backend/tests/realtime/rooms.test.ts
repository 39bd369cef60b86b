import { LIMITS, type Entry } from '@parley/protocol';
import { expect, test } from 'vitest';
import { append } from '../../src/domain/log/append.ts';
import type { Command } from '../../src/domain/log/command.ts';
import { groupText } from '../../testing/message.ts';
import type { TestUser } from '../../testing/register-user.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';
import { command, someone } from '../contract/commands.ts';
import { createRoom, crowd, room } from '../contract/rooms/room-commands.ts';

/** Stores a command and publishes it, as a route does. */
function change({ context }: TestBackend, next: Command): Promise<Entry> {
  return append(context, next);
}

async function roomOf(backend: TestBackend, owner: TestUser): Promise<string> {
  const conversation = someone();
  await change(backend, createRoom(conversation, owner.uid));
  return conversation;
}

test('whoever joins a room hears what is said there, in every tab, until they leave', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
  const [alices, bobs, bobsToo] = await Promise.all([
    backend.connect(alice),
    backend.connect(bob),
    backend.connect(bob),
  ]);
  const conversation = await roomOf(backend, alice);
  await alices.get('groupMessage', groupText(conversation, 'before'));

  const joined = await change(backend, command(conversation, bob.uid, { kind: 'joined' }));
  for (const tab of [bobs, bobsToo])
    expect(await tab.next('newgrp')).toMatchObject({
      head: { conversation, role: 'member', memberCount: 2 },
    });
  expect(await alices.next('response', ({ seq }) => seq === joined.seq)).toEqual(joined);
  const said = await alices.get('groupMessage', groupText(conversation, 'welcome'));
  for (const tab of [bobs, bobsToo]) expect(await tab.next('response', ({ seq }) => seq === 4)).toEqual(said);

  await change(backend, command(conversation, bob.uid, { kind: 'left' }));
  await alices.get('groupMessage', groupText(conversation, 'he is gone'));
  await bobs.settled();
  expect(bobs.received('response').map(({ seq }) => seq)).toEqual([3, 4, 5]);
});

test('whoever is banned hears the ban, and nothing after it', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
  const [alices, bobs] = await Promise.all([backend.connect(alice), backend.connect(bob)]);
  const conversation = await roomOf(backend, alice);
  await change(backend, command(conversation, bob.uid, { kind: 'joined' }));
  await bobs.next('newgrp');

  const ban = await change(backend, command(conversation, alice.uid, { kind: 'banned', member: bob.uid }));
  await alices.get('groupMessage', groupText(conversation, 'he is gone'));
  await bobs.settled();
  expect(bobs.received('response').map(({ seq }) => seq)).toEqual([2, ban.seq]);
  expect(await bobs.ask('groupMessage', groupText(conversation, 'let me in'))).toMatchObject({
    error: { code: 'E_BANNED' },
  });
});

test('whose join and leave this server missed, it learns of with the next entry', async () => {
  const backend = await startTestBackend();
  const [alice, bob, carol] = await Promise.all([backend.register(), backend.register(), backend.register()]);
  const conversation = await room(backend.stores, alice.uid, [carol.uid]);
  const [alices, bobs, carols] = await Promise.all([
    backend.connect(alice),
    backend.connect(bob),
    backend.connect(carol),
  ]);
  await Promise.all([alices.settled(), bobs.settled(), carols.settled()]);
  // As another server stores them, whose messages are lost.
  const { conversations } = backend.stores;
  await conversations.append(command(conversation, bob.uid, { kind: 'joined' }), 0);
  await conversations.append(command(conversation, carol.uid, { kind: 'left' }), 0);

  const { seq } = await alices.get('groupMessage', groupText(conversation, 'hello'));
  await bobs.next('response', (entry) => entry.seq === seq);
  await carols.settled();
  expect(carols.received('response').map((entry) => entry.seq)).not.toContain(seq);
});

test('in a large room a mark is told to its own devices only', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
  const conversation = await room(backend.stores, alice.uid, [bob.uid]);
  await crowd(backend.stores, conversation, LIMITS.marksMembers);
  const [alices, bobs, bobsToo] = await Promise.all([
    backend.connect(alice),
    backend.connect(bob),
    backend.connect(bob),
  ]);
  const { seq } = await alices.get('groupMessage', groupText(conversation, 'hello'));
  bobs.tell('read', { marks: [{ conversation, seq }] });
  expect(await bobsToo.next('updateDeliveryStatusOnConnection')).toEqual({
    conversation,
    marks: [{ uid: bob.uid, delivered: seq, read: seq }],
  });
  await backend.pass(1_000);
  await alices.settled();
  expect(alices.received('updateDeliveryStatusOnConnection')).toEqual([]);
});
