import { randomUUID, type KeyObject } from 'node:crypto';
import { TIMING, type Proof, type RequestOf, type RouteName } from '@parley/protocol';
import { expect, test } from 'vitest';
import { call } from '../../testing/call.ts';
import { groupText } from '../../testing/message.ts';
import { newCredential, type TestUser } from '../../testing/register-user.ts';
import { roomChallengeOf, roomProof } from '../../testing/room-proof.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';

/** A room that began with a password, its owner, and how others come in. */
async function lockedRoom(backend?: TestBackend) {
  const server = backend ?? (await startTestBackend());
  const { httpUrl } = server;
  const [owner, conversation, { credential, key }] = [await server.register(), randomUUID(), newCredential()];
  const asks = <Name extends RouteName>(user: TestUser, name: Name, request: RequestOf<Name>) =>
    call(httpUrl, name, request, { token: user.token, params: { conversation } });
  const create = { conversation, id: randomUUID(), name: `Harbour ${conversation.slice(0, 8)}`, credential };
  expect(await asks(owner, 'createRoom', create)).toMatchObject({
    status: 200,
    body: { body: { kind: 'created', visibility: 'locked' } },
  });
  const join = (user: TestUser, proof?: Proof, id = randomUUID()) => asks(user, 'joinRoom', { id, proof });
  const challengeOf = (user: TestUser) => roomChallengeOf(httpUrl, user, conversation);
  const proofOf = async (user: TestUser, by: KeyObject = key) =>
    roomProof(user, conversation, { key: by, challenge: await challengeOf(user) });
  const setPassword = (user: TestUser, to: RequestOf<'changeRoomPassword'>['credential']) =>
    asks(user, 'changeRoomPassword', { id: randomUUID(), credential: to });
  return {
    ...{ server, httpUrl, owner, conversation, key, credential, asks, create },
    join,
    challengeOf,
    proofOf,
    setPassword,
  };
}

const refused = (code: string) => ({ body: { code } });
const wrong = () => newCredential().key;

test('whoever proves the password comes in, a retry gets the same answer, and nobody comes in without it', async () => {
  const { server, conversation, join, proofOf, asks } = await lockedRoom();
  const bob = await server.register();
  expect(await join(bob)).toMatchObject({ status: 403, ...refused('E_ROOM_LOCKED') });
  expect(await join(bob, await proofOf(bob, wrong()))).toMatchObject({
    status: 403,
    ...refused('E_ROOM_PASSWORD'),
  });
  expect(await asks(bob, 'conversation', {})).toMatchObject({ status: 404 });
  const [proof, id] = [await proofOf(bob), randomUUID()];
  const joined = await join(bob, proof, id);
  expect(joined).toMatchObject({ status: 200, body: { body: { kind: 'joined' } } });
  expect(joined.body).not.toHaveProperty('proven');
  expect(await join(bob, proof, id)).toMatchObject({ status: 200, body: joined.body });
  await (await server.connect(bob)).get('groupMessage', groupText(conversation, 'hello'));
});

test('a proof counts once, for a minute, and for nobody and nothing else', async () => {
  const { server, httpUrl, join, proofOf, challengeOf, asks, conversation, key } = await lockedRoom();
  const [bob, eve] = [await server.register(), await server.register()];
  const other = await lockedRoom(server);
  const used = await proofOf(bob);
  await join(bob, used);
  await asks(bob, 'leaveGroup', { id: randomUUID() });
  expect(await join(bob, used)).toMatchObject({ status: 401, ...refused('E_CHALLENGE_EXPIRED') });

  // Stolen from Bob; made by Eve for a challenge of Bob; of another room with the same password; for another server.
  const challenge = await challengeOf(bob);
  expect(await join(eve, await proofOf(bob))).toMatchObject(refused('E_CHALLENGE_EXPIRED'));
  const byEve = roomProof(eve, conversation, { key, challenge });
  expect(await join(eve, byEve)).toMatchObject(refused('E_CHALLENGE_EXPIRED'));
  expect(await join(eve, await other.proofOf(eve, key))).toMatchObject(refused('E_CHALLENGE_EXPIRED'));
  const abroad = roomProof(eve, conversation, {
    key,
    challenge: await challengeOf(eve),
    origin: 'http://evil.test',
  });
  expect(await join(eve, abroad)).toMatchObject({ status: 403, ...refused('E_ORIGIN') });
  const mixed = roomProof(eve, other.conversation, { key, challenge: await challengeOf(eve) });
  expect(await join(eve, mixed)).toMatchObject(refused('E_ROOM_PASSWORD'));
  const login = {
    username: eve.username,
    proof: await proofOf(eve, eve.key),
    device: { id: randomUUID(), name: 'x' },
  };
  expect(await call(httpUrl, 'login', login)).toMatchObject({ status: 401 });

  const late = await proofOf(bob);
  server.clock.advance(TIMING.challenge);
  expect(await join(bob, late)).toMatchObject(refused('E_CHALLENGE_EXPIRED'));
  expect(await join(bob, await proofOf(bob))).toMatchObject({ status: 200 });
});

test('two joins with one proof at once are one', async () => {
  const { server, join, proofOf } = await lockedRoom();
  const bob = await server.register();
  const proof = await proofOf(bob);
  const answers = await Promise.all([join(bob, proof), join(bob, proof), join(bob, proof)]);
  expect(answers.map(({ status }) => status).toSorted()[0]).toBe(200);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
});

test('wrong passwords are counted, recorded and slowed down; a right one is not told apart meanwhile', async () => {
  const { server, join, proofOf, challengeOf, asks, conversation } = await lockedRoom();
  const bob = await server.register();
  const inTime = await proofOf(bob);
  for (let i = 0; i < 5; i++)
    expect(await join(bob, await proofOf(bob, wrong()))).toMatchObject(refused('E_ROOM_PASSWORD'));
  const waits = { status: 429, body: { code: 'E_RATE_LIMITED', retryAfterMs: 5_000 } };
  expect(await join(bob, inTime)).toMatchObject(waits);
  expect(await asks(bob, 'roomChallenge', {})).toMatchObject(waits);
  const kinds = (await server.stores.audit.after(0, 100)).filter(({ uid }) => uid === bob.uid);
  expect(kinds.filter(({ kind }) => kind.startsWith('room_join'))).toMatchObject([
    ...Array.from({ length: 4 }, () => ({ kind: 'room_join_failed', details: { conversation } })),
    { kind: 'room_join_locked', details: { conversation } },
  ]);
  server.clock.advance(5_000);
  await challengeOf(bob);
  expect(await join(bob, inTime)).toMatchObject({ status: 200 });
});

test('guesses at once count one by one', async () => {
  const { server, join, proofOf } = await lockedRoom();
  const bob = await server.register();
  const proofs = await Promise.all(Array.from({ length: 12 }, () => proofOf(bob, wrong())));
  const answers = await Promise.all(proofs.map((proof) => join(bob, proof)));
  const codes = answers.map(({ body }) => (body as { code: string }).code);
  expect(codes.filter((code) => code === 'E_ROOM_PASSWORD')).toHaveLength(5);
  expect(codes.filter((code) => code === 'E_RATE_LIMITED')).toHaveLength(7);
});

test('whoever is banned does not learn whether a password is right', async () => {
  const { server, owner, join, proofOf, asks } = await lockedRoom();
  const bob = await server.register();
  await asks(owner, 'banMember', { id: randomUUID(), member: bob.uid });
  expect(await join(bob, await proofOf(bob))).toMatchObject({ status: 403, ...refused('E_BANNED') });
  expect(await join(bob, await proofOf(bob, wrong()))).toMatchObject(refused('E_BANNED'));
});

test("a changed or removed password ends nobody's membership, and the old one opens nothing", async () => {
  const { server, owner, conversation, join, proofOf, setPassword, asks } = await lockedRoom();
  const [bob, eve] = [await server.register(), await server.register()];
  await join(bob, await proofOf(bob));
  expect(await setPassword(bob, newCredential().credential)).toMatchObject({ ...refused('E_FORBIDDEN') });
  const [meanwhile, next] = [await proofOf(eve), newCredential()];
  expect(await setPassword(owner, next.credential)).toMatchObject({
    status: 200,
    body: { body: { kind: 'locked' } },
  });
  expect(await join(eve, meanwhile)).toMatchObject(refused('E_CHALLENGE_EXPIRED'));
  expect(await join(eve, await proofOf(eve))).toMatchObject(refused('E_ROOM_PASSWORD'));
  expect(await asks(bob, 'conversation', {})).toMatchObject({ status: 200 });
  expect(await join(eve, await proofOf(eve, next.key))).toMatchObject({ status: 200 });

  const cleo = await server.register();
  const unneeded = await proofOf(cleo, next.key);
  expect(await setPassword(owner, null)).toMatchObject({ body: { body: { kind: 'unlocked' } } });
  expect(await setPassword(owner, null)).toMatchObject({ status: 409, ...refused('E_NOT_LOCKED') });
  expect(await asks(cleo, 'roomChallenge', {})).toMatchObject({ status: 200, body: {} });
  expect(await join(cleo, unneeded)).toMatchObject({ status: 200 });
  const kinds = (await server.stores.audit.after(0, 100)).filter(
    ({ details }) => details?.conversation === conversation,
  );
  expect(kinds.map(({ kind }) => kind)).toEqual([
    'group_created',
    'room_locked',
    'room_join_failed',
    'room_unlocked',
  ]);
});

test('a credential that accepts any signature is refused', async () => {
  const { owner, credential, setPassword, asks, create } = await lockedRoom();
  // Points of a small order: y is 0, and 1.
  for (const y of [0, 1]) {
    const publicKey = Buffer.from([y, ...Buffer.alloc(31)]).toString('base64');
    const trap = { ...credential, publicKey };
    expect(await setPassword(owner, trap)).toMatchObject({ status: 400 });
    const another = {
      ...create,
      conversation: randomUUID(),
      id: randomUUID(),
      name: 'Another',
      credential: trap,
    };
    expect(await asks(owner, 'createRoom', another)).toMatchObject({ status: 400 });
  }
  const weak = { ...credential, kdf: { ...credential.kdf, iterations: 1 } };
  expect(await setPassword(owner, weak)).toMatchObject({ status: 400 });
});

test('of a locked room others see name, topic and count, and its members no credential', async () => {
  const { server, owner, conversation, asks, join, proofOf, create } = await lockedRoom();
  const [bob, former] = [await server.register(), await server.register()];
  for (const each of [bob, former]) await join(each, await proofOf(each));
  await asks(former, 'leaveGroup', { id: randomUUID() });
  const look = { topic: 'Ships', description: 'Secret plans', icon: '⚓', colour: 3 };
  await asks(owner, 'describeRoom', { id: randomUUID(), ...look });
  await (await server.connect(owner)).get('groupMessage', groupText(conversation, 'hidden'));
  const stranger = await server.register();
  const seen = {
    conversation,
    name: create.name,
    topic: 'Ships',
    memberCount: 2,
    locked: true,
    joined: false,
  };
  const listed = await asks(stranger, 'rooms', { search: create.name });
  expect(listed.body).toEqual({ rooms: [seen] });
  expect((await asks(stranger, 'room', {})).body).toEqual(seen);
  expect((await asks(bob, 'room', {})).body).toMatchObject({ locked: true, joined: true });
  for (const name of ['conversation', 'roomMembers', 'bans'] as const)
    expect(await asks(stranger, name, {})).toMatchObject({ status: 404 });
  const sync = { conversation, direction: 'last', limit: 50 } as const;
  const socket = await server.connect(stranger);
  expect(await socket.ask('sync', sync)).toMatchObject({ error: { code: 'E_NOT_FOUND' } });
  expect(JSON.stringify(await socket.get('heads', {}))).not.toContain(conversation);

  const told = [
    (await asks(bob, 'conversation', {})).body,
    await (await server.connect(bob)).get('sync', sync),
    await (await server.connect(bob)).get('heads', {}),
  ];
  for (const secret of [create.credential.publicKey, create.credential.kdf.salt])
    expect(JSON.stringify(told)).not.toContain(secret);
  expect(told[0]).toMatchObject({ state: { lock: create.id } });
  expect((await asks(former, 'conversation', {})).body).not.toHaveProperty('state.lock');
});

test('a room that is none, or was deleted, has no password', async () => {
  const { server, owner, asks } = await lockedRoom();
  const bob = await server.register();
  const elsewhere = { token: bob.token, params: { conversation: randomUUID() } };
  for (const name of ['room', 'roomChallenge'] as const)
    expect(await call(server.httpUrl, name, {}, elsewhere)).toMatchObject({ status: 404 });
  await asks(owner, 'endGroup', { id: randomUUID() });
  expect(await asks(bob, 'room', {})).toMatchObject({ status: 404 });
  expect(await asks(bob, 'roomChallenge', {})).toMatchObject({ status: 404 });
});
