import { directConversationId, type Uuid } from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import { sha256 } from '../../src/crypto/sha256.ts';
import { Additions } from '../../src/sealing/writing/additions.ts';
import { ReadyEpochs } from '../../src/sealing/epochs/ready-epochs.ts';
import type { SealedPerson } from './sealed-person.ts';
import { GROUP, SealedWorld } from './sealed-world.ts';

// Sealing to many takes a while on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

async function inGroup(history: 'all' | 'fromJoin') {
  const world = new SealedWorld();
  const [alice, bob, dave] = [await world.person(), await world.person(), await world.person()];
  await world.group(alice, [bob], history);
  return { world, alice, bob, dave };
}

async function add(world: SealedWorld, by: SealedPerson, newcomers: readonly SealedPerson[]): Promise<void> {
  const recipients = newcomers.map(({ uid, account: { keyLog } }) => ({
    user: uid,
    keyVersion: keyLog.versions.length,
    publicKey: keyLog.versions.at(-1)?.encryptionKey ?? '',
  }));
  const additions = new Additions(by.deps, new ReadyEpochs(by.deps));
  let left = recipients;
  while (left.length > 0) {
    const command = await additions.next({ conversation: GROUP }, by.newId(), left);
    world.server.append(by.uid, GROUP, command);
    left = left.filter(({ user }) => !command.body.members.includes(user));
  }
}

const kinds = (world: SealedWorld, conversation: Uuid = GROUP) =>
  world.server.logs.get(conversation)?.map(({ body }) => body.kind);

test('a newcomer reads what was said before where the group says so, under all epochs so far', async () => {
  const { world, alice, bob, dave } = await inGroup('all');
  await alice.say(GROUP, 'one');
  const erin = await world.person();
  await add(world, alice, [erin]);
  await world.change(alice, { kind: 'removed', member: erin.uid });
  await bob.say(GROUP, 'two');
  await add(world, alice, [dave]);
  await dave.say(GROUP, 'three');
  for (const reader of [alice, bob, dave]) expect(await reader.read(GROUP)).toEqual(['one', 'two', 'three']);
  // Nobody had to start another epoch for him.
  expect(world.server.state(GROUP)?.epoch).toMatchObject({ epoch: 2 });
});

test('a newcomer of whom the group says otherwise opens nothing from before', async () => {
  const { world, alice, bob, dave } = await inGroup('fromJoin');
  await alice.say(GROUP, 'before');
  await add(world, alice, [dave]);
  await bob.say(GROUP, 'after');
  expect(await dave.read(GROUP)).toEqual(['noKey', 'after']);
  expect(await dave.keeper.of(GROUP)).toMatchObject([{ epoch: 2 }]);
});

test('many newcomers at once get all keys, in as many entries as it takes', async () => {
  const { world, alice } = await inGroup('all');
  await alice.say(GROUP, 'hello');
  const many = await world.people(30);
  await add(world, alice, many);
  expect(kinds(world)?.filter((kind) => kind === 'added')).toHaveLength(2);
  for (const reader of [many[0], many[29]]) expect(await reader?.read(GROUP)).toEqual(['hello']);
});

test('whoever comes back reads on, and not what was said meanwhile', async () => {
  const { world, alice, bob } = await inGroup('fromJoin');
  await alice.say(GROUP, 'one');
  expect(await bob.read(GROUP)).toEqual(['one']);
  await world.change(bob, { kind: 'left' });
  await alice.say(GROUP, 'two');
  await add(world, alice, [bob]);
  await alice.say(GROUP, 'three');
  expect(await bob.read(GROUP)).toEqual(['one', 'noKey', 'three']);
});

test('a direct conversation is sealed from its first message', async () => {
  const { world, alice, bob } = await inGroup('fromJoin');
  const direct = directConversationId(sha256, alice.uid, bob.uid);
  world.server.directs.set(direct, [alice.uid, bob.uid]);
  await alice.say(direct, 'hello');
  await bob.say(direct, 'hi');
  expect(kinds(world, direct)).toEqual(['created', 'keys', 'message', 'message']);
  expect(await bob.read(direct)).toEqual(['hello', 'hi']);
  expect(await alice.read(direct)).toEqual(['hello', 'hi']);
});

test('notes to oneself are sealed, too', async () => {
  const { world, alice } = await inGroup('fromJoin');
  const notes = directConversationId(sha256, alice.uid, alice.uid);
  world.server.directs.set(notes, [alice.uid]);
  await alice.say(notes, 'milk');
  expect(await alice.read(notes)).toEqual(['milk']);
});

test('nobody writes to somebody without keys and does not notice', async () => {
  const { world, alice, bob } = await inGroup('fromJoin');
  const direct = directConversationId(sha256, alice.uid, bob.uid);
  world.server.directs.set(direct, [alice.uid, bob.uid]);
  world.directory.delete(bob.uid);
  await expect(alice.say(direct, 'hello')).rejects.toMatchObject({ code: 'E_NO_KEYS' });
  expect(world.server.logs.has(direct)).toBe(false);
});
