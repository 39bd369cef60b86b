import { bytesOf, decodeEnvelope, isContent, type Entry } from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import { openContent } from '../../src/crypto/envelopes/open-content.ts';
import { GROUP, SealedWorld } from './sealed-world.ts';

async function three() {
  const world = new SealedWorld();
  const [alice, bob, carol] = [await world.person(), await world.person(), await world.person()];
  return { world, alice, bob, carol };
}

function envelopeIn(payload: Entry['payload']) {
  if (payload?.kind !== 'sealed') throw new Error('not sealed');
  return decodeEnvelope(bytesOf(payload.bytes)).envelope;
}

test('what one says is read by the others, and one epoch is enough for both', async () => {
  const { world, alice, bob } = await three();
  await world.group(alice, [bob]);
  await alice.say(GROUP, 'hello');
  await bob.say(GROUP, 'hi');
  expect(await bob.read(GROUP)).toEqual(['hello', 'hi']);
  expect(await alice.read(GROUP)).toEqual(['hello', 'hi']);
  expect(world.server.state(GROUP)?.epoch).toMatchObject({ epoch: 1, starter: alice.uid });
});

test('an edit and a reaction are sealed like a message', async () => {
  const { world, alice, bob } = await three();
  await world.group(alice, [bob]);
  const { seq: target } = await alice.say(GROUP, 'helo');
  await alice.send(GROUP, { type: 'text', text: 'hello' }, { kind: 'edit', target });
  await bob.send(GROUP, { type: 'reaction', emoji: '👍', on: true }, { kind: 'reaction', target });
  expect(await alice.read(GROUP)).toEqual(['helo', 'hello', '👍']);
});

test('a removed member opens nothing that is said after, and the others do', async () => {
  const { world, alice, bob, carol } = await three();
  await world.group(alice, [bob, carol]);
  await bob.say(GROUP, 'before');
  expect(await carol.read(GROUP)).toEqual(['before']);
  await world.change(alice, { kind: 'removed', member: carol.uid });
  const { payload } = await bob.say(GROUP, 'after');
  expect(await alice.read(GROUP)).toEqual(['before', 'after']);
  expect(await carol.read(GROUP)).toEqual(['before', 'noKey']);
  // Whatever the server hands her: no record is for her, and her keys do not open it.
  expect(world.server.keys(carol.uid, [{ conversation: GROUP, epoch: 2 }])).toEqual([]);
  const [key] = await carol.keeper.of(GROUP);
  const envelope = envelopeIn(payload);
  if (key === undefined || !isContent(envelope)) throw new Error('nothing to try');
  await expect(openContent(key.key, envelope)).rejects.toMatchObject({ refusal: 'tag' });
});

test('whoever is removed while a message is under way does not read it', async () => {
  const { world, alice, bob, carol } = await three();
  await world.group(alice, [bob, carol]);
  await bob.say(GROUP, 'before');
  // Bob has not heard of the removal when he writes.
  bob.stops.set(GROUP, world.server.logs.get(GROUP)?.length ?? 0);
  await world.change(alice, { kind: 'removed', member: carol.uid });
  const { body } = await bob.say(GROUP, 'after');
  expect(body).toMatchObject({ epoch: 2 });
  expect(await carol.read(GROUP)).toEqual(['before', 'noKey']);
  expect(await alice.read(GROUP)).toEqual(['before', 'after']);
});

test('refusals that removals explain do not count, however many they are', async () => {
  const { world, alice, bob } = await three();
  const leaving = await world.people(10);
  await world.group(alice, [bob, ...leaving]);
  await bob.say(GROUP, 'before');
  const seal = bob.sealer.seal.bind(bob.sealer);
  // Somebody else is removed each time between sealing and sending.
  vi.spyOn(bob.sealer, 'seal').mockImplementation(async (unsealed) => {
    const sealed = await seal(unsealed);
    const next = leaving.shift();
    if (next !== undefined) await world.change(alice, { kind: 'removed', member: next.uid });
    return sealed;
  });
  await bob.say(GROUP, 'after');
  expect(leaving).toEqual([]);
  expect(await alice.read(GROUP)).toEqual(['before', 'after']);
});

test('of two who start an epoch at once, one is refused and uses the epoch of the other', async () => {
  const { world, alice, bob } = await three();
  await world.group(alice, [bob]);
  for (const person of [alice, bob]) person.stops.set(GROUP, 1);
  await Promise.all([alice.say(GROUP, 'a'), bob.say(GROUP, 'b')]);
  expect(world.server.logs.get(GROUP)?.filter(({ body }) => body.kind === 'keys')).toHaveLength(1);
  expect([...(await alice.read(GROUP))].sort()).toEqual(['a', 'b']);
  expect([...(await bob.read(GROUP))].sort()).toEqual(['a', 'b']);
});

test('what was about to be sealed in a group that stays open is tried again, and goes out in the open', async () => {
  const { world, alice, bob } = await three();
  await world.group(alice, [bob]);
  const look = alice.views.view.bind(alice.views);
  vi.spyOn(alice.views, 'view').mockResolvedValue(undefined).mockImplementationOnce(look);
  const content = { type: 'text', text: 'hello' } as const;
  const unsealed = { conversation: GROUP, id: alice.newId(), body: { kind: 'message' }, content } as const;
  // The outbox pauses after such a refusal; any other error would stop it.
  await expect(alice.sealer.seal(unsealed)).rejects.toMatchObject({ code: 'E_KEY_EPOCH', retryable: true });
  expect(await alice.sealer.seal(unsealed)).toMatchObject({ payload: { kind: 'plain' } });
});
