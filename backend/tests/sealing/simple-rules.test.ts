import { randomBytes, randomUUID } from 'node:crypto';
import {
  decodeSimple,
  directConversationId,
  encodeContent,
  encodeSimple,
  partsOfSimple,
  type MessageBody,
  type Payload,
  type PrivateMessage,
  type SimpleHeader,
  type SimpleParts,
} from '@parley/protocol';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { inProcess } from '../../src/domain/commands/in-process.ts';
import { sha256 } from '../../src/domain/sha256.ts';
import { call } from '../../testing/call.ts';
import { connectClient, type TestClient } from '../../testing/connect-client.ts';
import { createGroup } from '../../testing/create-group.ts';
import { connectGateway } from '../../testing/gateway-client.ts';
import { registerWithKeys } from '../../testing/register-with-keys.ts';
import type { TestUser } from '../../testing/register-user.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { createMachine, machineUser } from '../../testing/test-machine.ts';

type Party = Pick<TestUser, 'uid'>;

/** A message as a script seals it. The server looks at nothing behind its header. */
function simple(from: Party, to: Party, changes: Partial<SimpleHeader> = {}): PrivateMessage {
  const conversation = directConversationId(sha256, from.uid, to.uid);
  const id = randomUUID();
  const header = { conversation, sender: from.uid, id, time: 1, ...changes };
  const users = [from.uid, to.uid].sort();
  const recipients = users.map((user) => ({
    user,
    encapsulation: randomBytes(32),
    wrap: randomBytes(48),
  }));
  const unsigned = encodeSimple({
    ...{ header, recipients },
    iv: new Uint8Array(12),
    ciphertext: new Uint8Array(40),
  });
  const bytes = Buffer.concat([unsigned, randomBytes(64)]).toString('base64');
  return { conversation, peer: to.uid, id, body: { kind: 'message' }, payload: { kind: 'sealed', bytes } };
}

function plain(from: Party, to: Party): PrivateMessage {
  return { ...simple(from, to), payload: encodeContent({ type: 'text', text: 'hello' }) };
}

const code = async (client: TestClient, message: PrivateMessage) => {
  const answer = await client.ask('privateMessage', message);
  return answer.success ? 'stored' : answer.error.code;
};

async function start(simpleKey?: string) {
  const backend = await startTestBackend({ parts: { commands: { commands: [SAY] } } });
  const admin = await backend.registerAdmin();
  const [alice, bob] = [await registerWithKeys(backend.httpUrl), await registerWithKeys(backend.httpUrl)];
  const details = simpleKey === undefined ? {} : { simpleKey };
  const bot = await machineUser(backend, admin, await createMachine(backend, admin, details));
  const [aliceClient, botClient] = [
    await connectClient(backend.wsUrl, alice.token),
    await connectClient(backend.wsUrl, bot.token),
  ];
  return { backend, alice, bob, bot, aliceClient, botClient };
}

/** A command that replies where it was typed. */
const SAY = inProcess({
  ...{ name: 'say', help: 'replies' },
  ...{ parameters: z.object({}), result: z.string() },
  run: async (_, { reply }) => {
    await reply('plain');
    return '';
  },
});

const KEY = Buffer.alloc(32, 9).toString('base64');

test('with a machine that has a simple key, both sides seal, and the log has no epochs', async () => {
  const { backend, alice, bot, aliceClient, botClient } = await start(KEY);
  const first = simple(alice, bot);
  expect(await code(aliceClient, first)).toBe('stored');
  expect(await code(botClient, simple(bot, alice))).toBe('stored');
  const state = await backend.stores.conversations.state(first.conversation, [alice.uid]);
  expect(state).toMatchObject({ type: 'direct', protection: 'open', count: 2 });
  expect(state).not.toHaveProperty('epoch');
});

test('nothing readable goes into it, and no edits, from either side', async () => {
  const { alice, bot, aliceClient, botClient } = await start(KEY);
  expect(await code(aliceClient, plain(alice, bot))).toBe('E_SIMPLE_SEALING');
  expect(await code(botClient, plain(bot, alice))).toBe('E_SIMPLE_SEALING');
  const said = simple(bot, alice);
  expect(await code(botClient, said)).toBe('stored');
  const changes: readonly (readonly [MessageBody, Payload | undefined])[] = [
    [{ kind: 'edit', target: 2 }, simple(bot, alice).payload],
    [{ kind: 'reaction', target: 2 }, simple(bot, alice).payload],
    [{ kind: 'edit', target: 2 }, plain(bot, alice).payload],
  ];
  for (const [body, payload] of changes)
    expect(await code(botClient, { ...said, id: randomUUID(), body, payload })).toBe('E_SIMPLE_SEALING');
  const { payload: _, ...rest } = said;
  expect(await code(botClient, { ...rest, id: randomUUID(), body: { kind: 'deletion', target: 2 } })).toBe(
    'stored',
  );
});

test('nor does the server say something readable there when a command replies', async () => {
  const { alice, bot, aliceClient, botClient } = await start(KEY);
  const { conversation } = simple(bot, alice);
  expect(await code(botClient, simple(bot, alice))).toBe('stored');
  expect(await aliceClient.ask('command', { name: 'say', conversation })).toMatchObject({
    error: { code: 'E_SIMPLE_SEALING' },
  });
  expect(await aliceClient.get('sync', { direction: 'last', conversation, limit: 10 })).toMatchObject({
    to: 2,
  });
});

test('its header says this very message', async () => {
  const { alice, bot, botClient } = await start(KEY);
  for (const changes of [
    { sender: alice.uid },
    { id: randomUUID() },
    { conversation: randomUUID() },
  ] as const)
    expect(await code(botClient, simple(bot, alice, changes))).toBe('E_UNSIGNED');
});

test('sent again it is stored once, and nothing else is stored under its id', async () => {
  const { alice, bot, botClient } = await start(KEY);
  const message = simple(bot, alice);
  const [once, again] = [
    await botClient.get('privateMessage', message),
    await botClient.get('privateMessage', message),
  ];
  expect(again).toEqual(once);
  const { id } = message;
  expect(await code(botClient, { ...simple(bot, alice, { id }), id })).toBe('E_MESSAGE_ID_REUSED');
});

test('people and groups take none, nor does a machine without a simple key', async () => {
  const { backend, alice, bob, bot, aliceClient } = await start();
  expect(await code(aliceClient, simple(alice, bob))).toBe('E_SIMPLE_SEALING');
  expect(await code(aliceClient, simple(alice, bot))).toBe('E_SIMPLE_SEALING');
  expect(await code(aliceClient, plain(alice, bot))).toBe('stored');
  const conversation = await createGroup(backend, alice, [bob]);
  const id = randomUUID();
  const { body, payload } = simple(alice, bob, { conversation, id });
  expect(await aliceClient.ask('groupMessage', { conversation, id, body, payload })).toMatchObject({
    success: false,
    error: { code: 'E_SIMPLE_SEALING' },
  });
});

test('on /ws it travels in parts, both ways, and comes to the same bytes', async () => {
  const { backend, alice, bot, aliceClient } = await start(KEY);
  const script = await connectGateway(backend.wsUrl, bot.token);
  const said = simple(bot, alice);
  const { content, ...parts } = partsIn(said);
  const header = { ...parts, id: said.id, timestamp: 1 };
  await script.get('direct', { to: alice.username, content, header });
  expect(await aliceClient.next('response', ({ id }) => id === said.id)).toMatchObject({
    payload: said.payload,
  });

  const answer = simple(alice, bot, { time: 7 });
  await aliceClient.get('privateMessage', answer);
  const frame = await script.next('direct', ({ header: { id } }) => id === answer.id);
  const { content: sealed, ...sealedParts } = partsIn(answer);
  expect(frame).toMatchObject({
    header: { ...sealedParts, timestamp: 7, conversation: answer.conversation, uid: alice.uid },
    body: { content: sealed },
  });

  for (const wrong of [
    { encrypted_key: 'AAAA' },
    { encryption_nonce: null },
    { signature: '!' },
    { timestamp: null },
  ]) {
    const envelope = { to: alice.username, content, header: { ...header, ...wrong, id: randomUUID() } };
    expect(await script.refused('direct', envelope)).toBe('E_BAD_REQUEST');
  }
});

test('over POST /direct-message, too', async () => {
  const { backend, alice, bot, aliceClient } = await start(KEY);
  const said = simple(bot, alice);
  const { content, ...parts } = partsIn(said);
  const header = { ...parts, message_type: 'direct', to: alice.username, id: said.id, timestamp: 1 } as const;
  const request = { header, body: { content } };
  expect(await call(backend.httpUrl, 'directMessage', request, { token: bot.token })).toMatchObject({
    status: 200,
  });
  expect(await aliceClient.next('response', ({ id }) => id === said.id)).toMatchObject({
    payload: said.payload,
  });
});

function partsIn({ payload }: PrivateMessage): SimpleParts {
  if (payload?.kind !== 'sealed') throw new Error('not sealed');
  return partsOfSimple(decodeSimple(Buffer.from(payload.bytes, 'base64')));
}
