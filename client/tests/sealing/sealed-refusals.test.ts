import { bytesOf, decodeEnvelope, isContent, type ContentEnvelope, type Entry } from '@parley/protocol';
import { uint8ArrayToBase64 } from 'uint8array-extras';
import { expect, test, vi } from 'vitest';
import { signEnvelope } from '../../src/crypto/envelopes/device-key.ts';
import { GROUP, SealedWorld } from './sealed-world.ts';

/** A message of alice that bob reads after something was done to it on the way. */
async function said() {
  const world = new SealedWorld();
  const [alice, bob, carol] = [await world.person(), await world.person(), await world.person()];
  await world.group(alice, [bob, carol]);
  const { seq, payload } = await alice.say(GROUP, 'hello');
  if (payload?.kind !== 'sealed') throw new Error('not sealed');
  const bytes = bytesOf(payload.bytes);
  /** Puts something in the place of the message. */
  const put = (change: Partial<Entry>) => {
    const log = world.server.logs.get(GROUP) ?? [];
    world.server.logs.set(
      GROUP,
      log.map((entry) => (entry.seq === seq ? { ...entry, ...change } : entry)),
    );
  };
  const putBytes = (changed: Uint8Array) =>
    put({ payload: { kind: 'sealed', bytes: uint8ArrayToBase64(changed) } });
  return { world, alice, bob, carol, bytes, put, putBytes, seq };
}

/** Where the fields of an envelope stand, and by which name a change of each is refused. */
const FIELDS: readonly [string, number][] = [
  ['refused: version', 0],
  ['refused: suite', 1],
  ['refused: kind', 2],
  ['refused: flags', 3],
  ['refused: conversation', 4],
  ['refused: sender', 20],
  ['unjudged', 36],
  ['refused: id', 52],
  ['refused: signature', 74],
  ['unjudged', 80],
  ['refused: epoch', 115],
  ['refused: logHead', 124],
  ['refused: body', 156],
  ['refused: signature', 188],
  ['refused: signature', 220],
  ['refused: length', 232],
  ['refused: signature', 300],
];

test.each(FIELDS)('changed bytes read "%s" (at %i)', async (told, at) => {
  const { bob, bytes, putBytes } = await said();
  bytes[at] = (bytes[at] ?? 0) ^ 0x20;
  putBytes(bytes);
  expect(await bob.read(GROUP)).toEqual([told]);
});

test('a message cut short, made longer or without an envelope says so', async () => {
  const { bob, bytes, put, putBytes } = await said();
  putBytes(bytes.slice(0, -1));
  expect(await bob.read(GROUP)).toEqual(['refused: length']);
  putBytes(new Uint8Array([...bytes, 0]));
  expect(await bob.read(GROUP)).toEqual(['refused: trailing']);
  put({ payload: { kind: 'plain', bytes: 'e30=' } });
  expect(await bob.read(GROUP)).toEqual(['refused: unsigned']);
});

test("a message in another's name, or once more under the same id, does not count", async () => {
  const { world, alice, bob, carol, put, seq } = await said();
  put({ sender: carol.uid });
  expect(await bob.read(GROUP)).toEqual(['refused: sender']);
  put({ sender: alice.uid });
  const log = world.server.logs.get(GROUP) ?? [];
  const again = log.find((entry) => entry.seq === seq);
  if (again === undefined) throw new Error('nothing was said');
  world.server.logs.set(GROUP, [...log, { ...again, seq: seq + 1 }]);
  expect(await bob.read(GROUP)).toEqual(['hello', 'refused: repeated']);
});

test.each<[string, (sealed: ContentEnvelope) => ContentEnvelope]>([
  ['broken: tag', (sealed) => ({ ...sealed, ciphertext: sealed.ciphertext.map((byte) => byte ^ 1) })],
  ['broken: tag', (sealed) => ({ ...sealed, frank: new Uint8Array(32) })],
  ['broken: tag', (sealed) => ({ ...sealed, iv: new Uint8Array(12) })],
])('what its sender signed although it does not open reads "%s"', async (told, change) => {
  const { alice, bob, bytes, putBytes } = await said();
  const { envelope } = decodeEnvelope(bytes);
  if (!isContent(envelope)) throw new Error('no content');
  putBytes(await signEnvelope(alice.account.deviceKey, change(envelope)));
  expect(await bob.read(GROUP)).toEqual([told]);
});

test('what is wrong in itself is judged once, and again only with other keys of its sender', async () => {
  const { alice, bob, carol, bytes, putBytes } = await said();
  putBytes(bytes.map((byte, i) => (i === bytes.length - 1 ? byte ^ 1 : byte)));
  const judge = vi.spyOn(bob.logs, 'judge');
  expect(await bob.read(GROUP)).toEqual(['refused: signature']);
  judge.mockClear();
  expect(await bob.read(GROUP)).toEqual(['refused: signature']);
  bob.opener.keysChanged(new Set([carol.uid]));
  expect(await bob.read(GROUP)).toEqual(['refused: signature']);
  expect(judge).not.toHaveBeenCalled();
  bob.opener.keysChanged(new Set([alice.uid]));
  putBytes(bytes);
  expect(await bob.read(GROUP)).toEqual(['hello']);
});

test('what did not open is tried again once more of its conversation is held', async () => {
  const { world, alice, bob, put, bytes } = await said();
  const { envelope } = decodeEnvelope(bytes);
  if (!isContent(envelope)) throw new Error('no content');
  const ciphertext = envelope.ciphertext.map((byte, i) => (i === 0 ? byte ^ 1 : byte));
  const signed = await signEnvelope(alice.account.deviceKey, { ...envelope, ciphertext });
  put({ payload: { kind: 'sealed', bytes: uint8ArrayToBase64(signed) } });
  expect(await bob.read(GROUP)).toEqual(['broken: tag']);
  const judge = vi.spyOn(bob.logs, 'judge');
  expect(await bob.read(GROUP)).toEqual(['broken: tag']);
  expect(judge).not.toHaveBeenCalled();
  for (const listener of world.server.listeners) listener(GROUP);
  expect(await bob.read(GROUP)).toEqual(['broken: tag']);
  expect(judge).toHaveBeenCalled();
});

test.each<[string, (people: Awaited<ReturnType<typeof said>>) => void]>([
  ['other keys of its sender come', ({ alice, bob }) => bob.opener.keysChanged(new Set([alice.uid]))],
  [
    'more of its conversation comes',
    ({ world }) => {
      for (const listener of world.server.listeners) listener(GROUP);
    },
  ],
])('what is judged while %s is judged again', async (_what, come) => {
  const people = await said();
  const { alice, bob, bytes, putBytes } = people;
  const { envelope } = decodeEnvelope(bytes);
  if (!isContent(envelope)) throw new Error('no content');
  putBytes(await signEnvelope(alice.account.deviceKey, { ...envelope, frank: new Uint8Array(32) }));
  const find = bob.keys.find.bind(bob.keys);
  vi.spyOn(bob.keys, 'find').mockImplementationOnce(async (...wanted) => {
    const key = await find(...wanted);
    come(people);
    return key;
  });
  expect(await bob.read(GROUP)).toEqual(['broken: tag']);
  const judge = vi.spyOn(bob.logs, 'judge');
  expect(await bob.read(GROUP)).toEqual(['broken: tag']);
  expect(judge).toHaveBeenCalled();
  judge.mockClear();
  expect(await bob.read(GROUP)).toEqual(['broken: tag']);
  expect(judge).not.toHaveBeenCalled();
});

test('an entry that a server hands out with keys does not come into the list of members by that', async () => {
  const { world, alice, bob, carol, seq } = await said();
  const [created] = world.server.logs.get(GROUP) ?? [];
  if (created === undefined) throw new Error('no group yet');
  const { payload: _, ...bare } = created;
  const body: Entry['body'] = { kind: 'roleChanged', member: bob.uid, role: 'owner' };
  const slipped = { ...bare, id: alice.newId(), seq, body };
  const keys = world.server.keys.bind(world.server);
  vi.spyOn(world.server, 'keys').mockImplementation((...wanted) => [
    ...keys(...wanted),
    { entry: slipped, bundle: new Uint8Array(400) },
  ]);
  expect(await bob.read(GROUP)).toEqual(['hello']);
  await world.change(alice, { kind: 'removed', member: carol.uid });
  const view = await bob.views.view(GROUP);
  expect(view?.recipients.map(({ user }) => user)).toEqual([alice.uid, bob.uid]);
});
