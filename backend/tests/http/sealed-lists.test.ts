import { generateKeyPairSync, randomBytes, randomUUID, sign, verify, type KeyObject } from 'node:crypto';
import {
  CHAIN_START,
  decodeHandedBundle,
  decodeHeader,
  EnvelopeError,
  encodeEnvelope,
  Entry,
  HEADER_BYTES,
  KEY_LIMITS,
  KeysPage,
  RostersPage,
  signedBytes,
  type Body,
  type BundleEnvelope,
  type MessageBody,
  type Payload,
} from '@parley/protocol';
import { expect, test } from 'vitest';
import { sha256 } from '../../src/domain/sha256.ts';
import { call } from '../../testing/call.ts';
import { createGroup } from '../../testing/create-group.ts';
import { groupText } from '../../testing/message.ts';
import { registerWithKeys } from '../../testing/register-with-keys.ts';
import { SealedPerson, type Held } from '../../testing/sealed-person.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';

/** A bundle for some people, signed by a device. Its records are as long as real ones, and hold nothing. */
function bundle(header: Uint8Array, from: number, users: readonly string[], key: KeyObject): Uint8Array {
  const { kind, ...rest } = decodeHeader(header);
  if (kind !== 'bundle') throw new Error('not the header of a bundle');
  const recipients = users.toSorted().map((user) => ({
    ...{ user, keyVersion: 1, encapsulation: randomBytes(1_120) },
    wrap: randomBytes((rest.epoch - from + 1) * 32 + 16),
  }));
  const envelope: BundleEnvelope = {
    ...{ header: { ...rest, kind }, commitment: new Uint8Array(32), rosterHash: new Uint8Array(32) },
    ...{ from, recipients },
  };
  return Buffer.concat([encodeEnvelope(envelope), sign(null, signedBytes(sha256, envelope), key)]);
}

function withBundle<Kind extends Body>(
  who: SealedPerson,
  { conversation, body, held }: { readonly conversation: string; readonly body: Kind; readonly held: Held },
  { from, users, key }: { readonly from: number; readonly users: readonly string[]; readonly key: KeyObject },
) {
  const command = who.sealed(conversation, body, held);
  const header = Buffer.from(command.payload.bytes, 'base64').subarray(0, HEADER_BYTES);
  const payload: Payload = {
    kind: 'sealed',
    bytes: Buffer.from(bundle(header, from, users, key)).toString('base64'),
  };
  return { ...command, payload };
}

const keysBody = (epoch: number, roster: number, part = 1, parts = 1): MessageBody => ({
  kind: 'keys',
  epoch,
  commitment: CHAIN_START,
  roster,
  part,
  parts,
});

async function asked(backend: TestBackend, who: SealedPerson, conversation: string, ...epochs: number[]) {
  const wanted = epochs.map((epoch) => ({ conversation, epoch }));
  const { body } = await call(backend.httpUrl, 'handedKeys', { wanted }, { token: who.user.token });
  return KeysPage.parse(body);
}

test('each member gets their own record of an epoch, signed with the hashes of the others', async () => {
  const backend = await startTestBackend();
  const [alice, bob, carol] = [
    await SealedPerson.register(backend),
    await SealedPerson.register(backend),
    await SealedPerson.register(backend),
  ];
  const { publicKey, privateKey: key } = generateKeyPairSync('ed25519');
  // The keys for fewer people come in one part.
  const others = Array.from({ length: KEY_LIMITS.partRecipients }, () => registerWithKeys(backend.httpUrl));
  const conversation = await createGroup(backend, alice.user, [bob.user, ...(await Promise.all(others))]);
  const [first] = await backend.stores.conversations.entries(conversation, 1, 1);
  if (first === undefined) throw new Error('there is no group');
  const part = (body: MessageBody, held: Held, users: readonly string[]) =>
    alice.client.get(
      'groupMessage',
      withBundle(alice, { conversation, body, held }, { from: 1, users, key }),
    );
  const one = await part(keysBody(1, 1, 1, 2), first, [alice.user.uid]);
  const two = await part(keysBody(1, 1, 2, 2), one, [bob.user.uid, randomUUID()]);

  const page = await asked(backend, bob, conversation, 1, 2);

  expect(page.done).toBe(2);
  expect(page.keys.map(({ epoch, handed }) => [epoch, handed.map(({ entry }) => entry)])).toEqual([
    [1, [two]],
  ]);
  const bytes = Buffer.from(page.keys[0]?.handed[0]?.bundle ?? '', 'base64');
  const handed = decodeHandedBundle(sha256, bytes);
  expect(handed.bundle.recipients.map(({ user }) => user)).toEqual([bob.user.uid]);
  expect(verify(null, handed.signed, publicKey, handed.signature)).toBe(true);
  const forged = Buffer.from(bytes);
  forged[forged.length - 70] = (forged.at(-70) ?? 0) ^ 1;
  expect(() => decodeHandedBundle(sha256, forged)).toThrow(EnvelopeError);
  expect((await asked(backend, alice, conversation, 1)).keys[0]?.handed.map(({ entry }) => entry)).toEqual([
    one,
  ]);
  expect(await asked(backend, carol, conversation, 1)).toEqual({ keys: [], done: 1 });
  const again = await asked(backend, bob, conversation, 1, 1, 2, 1);
  expect(again).toEqual({ keys: page.keys, done: 4 });
});

test('who is added where the past is shown gets the keys of it from the addition', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = [await SealedPerson.register(backend), await SealedPerson.register(backend)];
  const { privateKey: key } = generateKeyPairSync('ed25519');
  const conversation = randomUUID();
  const as = { token: alice.user.token, params: { conversation } };
  const open = { conversation, id: randomUUID(), name: 'Rowers', members: [], history: 'all' as const };
  let last = Entry.parse((await call(backend.httpUrl, 'createGroup', open, as)).body);
  for (const epoch of [1, 2, 3]) {
    const body = keysBody(epoch, 1);
    last = await alice.client.get(
      'groupMessage',
      withBundle(alice, { conversation, body, held: last }, { from: epoch, users: [alice.user.uid], key }),
    );
  }
  const body = { kind: 'added' as const, members: [bob.user.uid], epoch: 3 };
  const { id, payload } = withBundle(
    alice,
    { conversation, body, held: last },
    { from: 2, users: [bob.user.uid], key },
  );
  const added = Entry.parse((await call(backend.httpUrl, 'addMembers', { id, body, payload }, as)).body);

  const { keys } = await asked(backend, bob, conversation, 1, 2, 3);

  expect(keys.map(({ epoch, handed }) => [epoch, handed.map(({ entry }) => entry.seq)])).toEqual([
    [2, [added.seq]],
    [3, [added.seq]],
  ]);
});

test('the roster list comes from its first entry on, also to who joined later, and no further than one may read', async () => {
  const backend = await startTestBackend();
  const [alice, bob, carol] = [await backend.register(), await backend.register(), await backend.register()];
  const conversation = await createGroup(backend, alice, [bob]);
  const socket = await backend.connect(alice);
  const as = { token: alice.token, params: { conversation } };
  await socket.get('groupMessage', groupText(conversation, 'before'));
  await call(backend.httpUrl, 'addMembers', { id: randomUUID(), members: [carol.uid] }, as);
  await call(backend.httpUrl, 'removeMember', { id: randomUUID(), member: bob.uid }, as);
  await call(backend.httpUrl, 'renameGroup', { id: randomUUID(), name: 'Later' }, as);
  const list = async (token: string, seq = 0) => {
    const after = [{ conversation, seq }];
    const page = RostersPage.parse((await call(backend.httpUrl, 'rosters', { after }, { token })).body);
    expect(page.done).toBe(1);
    return page.rosters.flatMap(({ entries }) => entries.map((entry) => entry.seq));
  };
  expect(await list(carol.token)).toEqual([1, 3, 4, 5]);
  expect(await list(carol.token, 3)).toEqual([4, 5]);
  expect(await list(bob.token)).toEqual([1, 3, 4]);
  const stranger = await backend.register();
  expect(await list(stranger.token)).toEqual([]);
  const after = [0, 0, 9].map((seq) => ({ conversation, seq }));
  const { body } = await call(backend.httpUrl, 'rosters', { after }, { token: carol.token });
  const { rosters, done } = RostersPage.parse(body);
  expect([rosters.length, done]).toEqual([1, 3]);
});
