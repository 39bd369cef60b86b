import { randomUUID } from 'node:crypto';
import { CHAIN_START, chainAfter, directConversationId, Entry, type MessageBody } from '@parley/protocol';
import { expect, test } from 'vitest';
import { call } from '../../testing/call.ts';
import { createGroup } from '../../testing/create-group.ts';
import { groupText, privateText } from '../../testing/message.ts';
import { registerWithKeys } from '../../testing/register-with-keys.ts';
import { SealedPerson } from '../../testing/sealed-person.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';
import { sha256 } from '../../src/domain/sha256.ts';

const EMPTY = { seq: 0, chain: CHAIN_START };
const MESSAGE: MessageBody = { kind: 'message', epoch: 1 };

const keys = (epoch: number, roster: number): MessageBody => ({
  kind: 'keys',
  epoch,
  commitment: CHAIN_START,
  roster,
  part: 1,
  parts: 1,
});

async function people(backend: TestBackend): Promise<[SealedPerson, SealedPerson]> {
  return [await SealedPerson.register(backend), await SealedPerson.register(backend)];
}

/** A sealed group, made by its owner's device. */
async function sealedGroup(backend: TestBackend, owner: SealedPerson, others: readonly SealedPerson[]) {
  const conversation = randomUUID();
  const body = {
    kind: 'created' as const,
    type: 'group' as const,
    name: 'Rowers',
    visibility: 'private' as const,
    protection: 'sealed' as const,
    history: 'fromJoin' as const,
    members: [
      { uid: owner.user.uid, role: 'owner' as const },
      ...others.map(({ user }) => ({ uid: user.uid, role: 'member' as const })),
    ],
  };
  const request = owner.sealed(conversation, body, EMPTY);
  return call(backend.httpUrl, 'createGroup', request, { token: owner.user.token });
}

test('a sealed group is made, keyed, written in, read and left, and the chain of what travels holds', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await people(backend);
  const created = Entry.parse((await sealedGroup(backend, alice, [bob])).body);
  const { conversation } = created;

  const started = await alice.says(conversation, keys(1, 1), created);
  const said = await bob.says(conversation, MESSAGE, started);
  const renamed = alice.sealed(conversation, { kind: 'renamed', name: 'Boats' } as const, said);
  const { body } = await call(
    backend.httpUrl,
    'renameGroup',
    { id: renamed.id, body: renamed.body, payload: renamed.payload },
    { token: alice.user.token, params: { conversation } },
  );
  const left = bob.sealed(conversation, { kind: 'left' } as const, Entry.parse(body));
  await call(
    backend.httpUrl,
    'leaveGroup',
    { id: left.id, body: left.body, payload: left.payload },
    { token: bob.user.token, params: { conversation } },
  );

  const { entries } = await alice.client.get('sync', {
    direction: 'after',
    conversation,
    seq: 0,
    chain: CHAIN_START,
    limit: 50,
  });
  expect(entries.map(({ body: { kind }, payload }) => [kind, payload?.kind])).toEqual([
    ['created', 'sealed'],
    ['keys', 'elsewhere'],
    ['message', 'sealed'],
    ['renamed', 'sealed'],
    ['left', 'sealed'],
  ]);
  let chain = CHAIN_START;
  for (const entry of entries) {
    chain = chainAfter(sha256, chain, entry);
    expect(entry.chain).toBe(chain);
  }
  // What was told live, and answered to the sender, is the same.
  expect(await alice.client.next('response', ({ seq }) => seq === 5)).toEqual(entries[4]);
  expect(await bob.client.next('response', ({ seq }) => seq === 2)).toEqual(started);
  expect(started).toEqual(entries[1]);
  const { heads } = await alice.client.get('heads', {});
  const head = heads.find((one) => one.conversation === conversation);
  expect(head).toMatchObject({ protection: 'sealed', roster: 5, epoch: { epoch: 1, roster: 1 }, last: said });
  expect(
    await alice.client.ask('groupMessage', alice.sealed(conversation, MESSAGE, entries[4] ?? EMPTY)),
  ).toMatchObject({
    error: { code: 'E_KEY_EPOCH' },
  });
});

test('a direct conversation whose first command is keys begins sealed, and takes nothing plain', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await people(backend);
  const conversation = directConversationId(sha256, alice.user.uid, bob.user.uid);
  const first = alice.sealed(conversation, keys(1, 1), EMPTY);

  const entry = await alice.client.get('privateMessage', { ...first, peer: bob.user.uid });

  expect(entry).toMatchObject({ seq: 2, body: { kind: 'keys' } });
  const [state] = [await backend.stores.conversations.state(conversation)];
  expect(state).toMatchObject({ protection: 'sealed', roster: 1 });
  expect(await bob.client.ask('privateMessage', privateText(bob.user, alice.user, 'plain'))).toMatchObject({
    error: { code: 'E_UNSIGNED' },
  });
  const said = bob.sealed(conversation, MESSAGE, entry);
  expect(await bob.client.get('privateMessage', { ...said, peer: alice.user.uid })).toMatchObject({ seq: 3 });
});

test('a direct conversation does not come into being for keys that it would refuse', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await people(backend);
  const conversation = directConversationId(sha256, alice.user.uid, bob.user.uid);
  const stranger = new SealedPerson({ ...alice.user, device: randomUUID() }, alice.client);
  for (const [refused, code] of [
    [alice.sealed(conversation, keys(2, 1), EMPTY), 'E_KEY_EPOCH'],
    [alice.sealed(conversation, keys(1, 7), EMPTY), 'E_KEY_EPOCH'],
    [stranger.sealed(conversation, keys(1, 1), EMPTY), 'E_UNSIGNED'],
  ] as const)
    expect(await alice.client.ask('privateMessage', { ...refused, peer: bob.user.uid })).toMatchObject({
      error: { code },
    });
  expect(await backend.stores.conversations.state(conversation)).toBeUndefined();
});

test('only the device of the session signs', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await people(backend);
  const created = Entry.parse((await sealedGroup(backend, alice, [bob])).body);
  const other = new SealedPerson({ ...alice.user, device: randomUUID() }, alice.client);
  expect(
    await other.client.ask('groupMessage', other.sealed(created.conversation, keys(1, 1), created)),
  ).toMatchObject({ error: { code: 'E_UNSIGNED' } });
});

test('a node that has not heard that a device was revoked takes nothing more of it, and answers its retries', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await people(backend);
  const created = Entry.parse((await sealedGroup(backend, alice, [bob])).body);
  const { conversation } = created;
  const started = await alice.says(conversation, keys(1, 1), created);
  const said = alice.sealed(conversation, MESSAGE, started);
  const stored = await alice.client.get('groupMessage', said);

  const { uid, device } = alice.user;
  const { seq, ...entry } = alice.user.keys.deviceRevoked(device);
  await backend.stores.keys.append({
    uid,
    seq,
    entry,
    keepsFormer: false,
    ends: { kind: 'ofDevice', device },
  });
  expect(await alice.client.ask('groupMessage', alice.sealed(conversation, MESSAGE, started))).toMatchObject({
    error: { code: 'E_SESSION_ENDED' },
  });
  expect(await alice.client.get('groupMessage', said)).toEqual(stored);
  const direct = directConversationId(sha256, uid, bob.user.uid);
  const first = { ...alice.sealed(direct, keys(1, 1), EMPTY), peer: bob.user.uid };
  expect(await alice.client.ask('privateMessage', first)).toMatchObject({
    error: { code: 'E_SESSION_ENDED' },
  });
  expect(await bob.says(conversation, MESSAGE, started)).toMatchObject({ seq: 4 });
});

test('nothing is sealed to somebody who has no keys yet', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await people(backend);
  const carol = await backend.register();
  const keyless = new SealedPerson({ ...bob.user, ...carol }, bob.client);
  expect(await sealedGroup(backend, alice, [keyless])).toMatchObject({ body: { code: 'E_NO_KEYS' } });
  const open = await createGroup(backend, alice.user, [carol]);
  const held = (await backend.stores.conversations.entries(open, 1, 1))[0] ?? EMPTY;
  expect(await alice.client.ask('groupMessage', alice.sealed(open, keys(1, 1), held))).toMatchObject({
    error: { code: 'E_NO_KEYS' },
  });
  const conversation = directConversationId(sha256, alice.user.uid, carol.uid);
  const first = { ...alice.sealed(conversation, keys(1, 1), EMPTY), peer: carol.uid };
  expect(await alice.client.ask('privateMessage', first)).toMatchObject({ error: { code: 'E_NO_KEYS' } });

  const created = Entry.parse((await sealedGroup(backend, alice, [bob])).body);
  const added = alice.sealed(created.conversation, { kind: 'added' as const, members: [carol.uid] }, created);
  const request = { id: added.id, body: added.body, payload: added.payload };
  const as = { token: alice.user.token, params: { conversation: created.conversation } };
  expect(await call(backend.httpUrl, 'addMembers', request, as)).toMatchObject({
    body: { code: 'E_NO_KEYS' },
  });
});

test('a new key is the one that the key log has', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await people(backend);
  const created = Entry.parse((await sealedGroup(backend, alice, [bob])).body);
  const { conversation } = created;
  const rekeyed = (version: number) =>
    alice.sealed(conversation, { kind: 'rekeyed' as const, version }, created);
  expect(await alice.client.ask('groupMessage', rekeyed(2))).toMatchObject({
    error: { code: 'E_KEY_EPOCH' },
  });
  expect(await alice.client.get('groupMessage', rekeyed(1))).toMatchObject({ seq: 2 });
});

test('keys have a limit of their own', async () => {
  const backend = await startTestBackend({ env: { MESSAGE_RATE_LIMIT: '1', MESSAGE_BURST_LIMIT: '1' } });
  const alice = await SealedPerson.register(backend);
  const conversation = await createGroup(backend, alice.user, []);
  const wrong = () => alice.client.ask('groupMessage', alice.sealed(conversation, keys(9, 1), EMPTY));
  for (let i = 0; i < 40; i++) expect(await wrong()).toMatchObject({ error: { code: 'E_KEY_EPOCH' } });
  expect(await wrong()).toMatchObject({ error: { code: 'E_RATE_LIMITED' } });
  expect(await alice.client.get('groupMessage', groupText(conversation, 'still here'))).toMatchObject({
    seq: 2,
  });
});

test('while sealing is off, the border takes nothing of sealed conversations', async () => {
  const backend = await startTestBackend({ parts: { sealing: false } });
  const [alice, bob] = await people(backend);
  const conversation = await createGroup(backend, alice.user, [bob.user]);
  const held = (await backend.stores.conversations.entries(conversation, 1, 1))[0] ?? EMPTY;
  const target = (await alice.client.get('groupMessage', groupText(conversation, 'hello'))).seq;
  for (const body of [
    keys(1, 1),
    { kind: 'rekeyed', version: 1 },
    MESSAGE,
    { kind: 'edit', target, epoch: 1 },
    { kind: 'reaction', target, epoch: 1 },
  ] satisfies MessageBody[])
    expect(await alice.client.ask('groupMessage', alice.sealed(conversation, body, held))).toMatchObject({
      error: { code: 'E_BAD_REQUEST' },
    });
  const direct = directConversationId(sha256, alice.user.uid, bob.user.uid);
  const first = { ...alice.sealed(direct, keys(1, 1), EMPTY), peer: bob.user.uid };
  expect(await alice.client.ask('privateMessage', first)).toMatchObject({ error: { code: 'E_BAD_REQUEST' } });
  expect(await backend.stores.conversations.state(direct)).toBeUndefined();
  expect(await sealedGroup(backend, alice, [bob])).toMatchObject({ body: { code: 'E_BAD_REQUEST' } });
  const added = { kind: 'added' as const, members: [randomUUID()], epoch: 1 };
  const { id, body, payload } = alice.sealed(conversation, added, held);
  const as = { token: alice.user.token, params: { conversation } };
  expect(await call(backend.httpUrl, 'addMembers', { id, body, payload }, as)).toMatchObject({
    body: { code: 'E_BAD_REQUEST' },
  });
  const signed = alice.sealed(conversation, { kind: 'renamed', name: 'Signed' }, held);
  const wanted = [{ conversation, epoch: 1 }];
  for (const refused of [
    call(backend.httpUrl, 'renameGroup', { id: signed.id, body: signed.body, payload: signed.payload }, as),
    call(backend.httpUrl, 'handedKeys', { wanted }, as),
    call(backend.httpUrl, 'rosters', { after: [{ conversation, seq: 0 }] }, as),
  ])
    expect(await refused).toMatchObject({ body: { code: 'E_BAD_REQUEST' } });
  expect(await backend.stores.conversations.state(conversation)).toMatchObject({
    protection: 'open',
    head: 2,
  });
});

test('where conversations are sealed, no account is made without keys', async () => {
  const backend = await startTestBackend({ parts: { keysRequired: true } });
  await expect(backend.register()).rejects.toThrow(/E_CLIENT_OUTDATED/);
  const { uid } = await registerWithKeys(backend.httpUrl);
  expect(await backend.stores.keys.having([uid])).toEqual(new Set([uid]));
});
