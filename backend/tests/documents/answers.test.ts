import { randomUUID } from 'node:crypto';
import { pathOf, ROUTES, type RequestOf, type RouteName } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { call } from '../../testing/call.ts';
import { connectGateway } from '../../testing/gateway-client.ts';
import { groupText, privateText } from '../../testing/message.ts';
import { newAccount } from '../../testing/register-user.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';
import { Described } from './described.ts';

async function documentOf({ httpUrl }: TestBackend, name: 'openapi' | 'asyncapi'): Promise<Described> {
  const answer = await fetch(`${httpUrl}/docs/${name}.json`);
  return new Described((await answer.json()) as object);
}

/** A value without one of its properties, for each of them. */
function* lacking(value: unknown): Generator {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  for (const key of Object.keys(value))
    yield Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
}

describe('what a server answers is what its OpenAPI document says', () => {
  async function start() {
    const backend = await startTestBackend();
    const ada = await backend.registerAdmin();
    const bob = await backend.register();
    const described = await documentOf(backend, 'openapi');
    const room = randomUUID();
    const ask = async <Name extends RouteName>(
      name: Name,
      request: RequestOf<Name>,
      params: Readonly<Record<string, string>> = {},
    ) => {
      const { status, body } = await call(backend.httpUrl, name, request, { token: ada.token, params });
      const path = pathOf(ROUTES[name]).replaceAll(/:(\w+)/g, '{$1}');
      const check = (value: unknown) =>
        described.answer(ROUTES[name].method.toLowerCase(), path, '200', value);
      return { status, body, check };
    };
    await call(
      backend.httpUrl,
      'createRoom',
      { conversation: room, id: randomUUID(), name: 'A room' },
      { token: ada.token },
    );
    return { backend, ada, bob, room, ask, described };
  }

  test('over HTTP, whoever asks', async () => {
    const { ask, bob, room } = await start();
    const conversation = { conversation: room };
    const message = { id: randomUUID() };
    const answers = [
      await ask('health', {}),
      await ask('registration', {}),
      await ask('challenge', { username: bob.username }),
      await ask('register', newAccount()),
      await ask('session', {}),
      await ask('renew', {}),
      await ask('sessions', {}),
      await ask('people', {}),
      await ask('peopleByUid', { uids: bob.uid }),
      await ask('profile', { displayName: 'Ada', about: 'Here', colour: 3 }),
      await ask('block', {}, { uid: bob.uid }),
      await ask('blocks', {}),
      await ask('invite', { label: 'For Eve' }),
      await ask('invitations', {}),
      await ask('createGroup', {
        ...message,
        conversation: randomUUID(),
        name: 'A group',
        members: [],
        history: 'fromJoin',
      }),
      await ask('rooms', {}),
      await ask('room', {}, conversation),
      await ask('roomMembers', {}, conversation),
      await ask('bans', {}, conversation),
      await ask('describeRoom', { ...message, topic: 'Topic', description: '', icon: '🌱' }, conversation),
      await ask('conversation', {}, conversation),
      await ask('preferences', { muted: true, archived: false, unread: false }, conversation),
      await ask('search', { words: 'nothing', limit: 10 }, conversation),
      await ask('keyLogs', { after: [{ uid: bob.uid, seq: 0 }] }),
      await ask('vault', {}),
    ];
    for (const { status, body, check } of answers) {
      expect(status).toBe(200);
      expect(check(body)).toEqual([]);
    }
  });

  test.each(['session', 'people', 'rooms', 'general', 'registration', 'invitations'] as const)(
    'and nothing of the answer to %s can be left out',
    async (name) => {
      const { ask } = await start();
      const { body, check } = await ask(name, {});
      const rest = [...lacking(body)].map((value) => check(value));
      expect(rest.length).toBeGreaterThan(0);
      expect(rest).not.toContainEqual([]);
    },
  );

  test('a refusal has the shape that all have, with a code that the document lists', async () => {
    const { backend, described } = await start();
    const { status, body } = await call(backend.httpUrl, 'rooms', {});
    const place = ['components', 'responses', 'Refused', 'content', 'application/json', 'schema'];
    expect(status).toBe(401);
    expect(described.wrongIn(place, body)).toEqual([]);
    expect(described.wrongIn(place, { ...(body as object), code: 'none' })).not.toEqual([]);
    expect(described.wrongIn(place, { code: 'E_FORBIDDEN', message: 'No.' })).not.toEqual([]);
  });
});

test('what an incoming webhook answers is what the document says', async () => {
  const backend = await startTestBackend();
  const { token } = await backend.register();
  const described = await documentOf(backend, 'openapi');
  const room = { conversation: randomUUID(), id: randomUUID(), name: 'Alarms' };
  await call(backend.httpUrl, 'createRoom', room, { token });
  const created = await call(
    backend.httpUrl,
    'createIncomingHook',
    { name: 'Grafana' },
    { token, params: room },
  );
  const { secret } = created.body as { readonly secret: string };
  const post = async (end: string, body: object) => {
    const answer = await fetch(`${backend.httpUrl}/hooks/${end}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    return [String(answer.status), await answer.text()] as const;
  };
  const place = (status: string) => [
    'paths',
    '/hooks/{secret}',
    'post',
    'responses',
    status,
    'content',
    'text/plain',
    'schema',
  ];
  const answers = [
    await post(secret, { text: 'Disk full' }),
    await post(secret, {}),
    await post('none', { text: 'Hello' }),
  ];
  expect(answers.map(([status]) => status)).toEqual(['200', '400', '404']);
  for (const [status, text] of answers) {
    expect(described.wrongIn(place(status), text)).toEqual([]);
    expect(described.wrongIn(place(status), `${text}.`)).not.toEqual([]);
  }
});

test('what travels over sockets is what the AsyncAPI document says', async () => {
  const backend = await startTestBackend();
  const [ada, bob] = [await backend.register(), await backend.register()];
  const described = await documentOf(backend, 'asyncapi');
  const [one, other] = [await backend.connect(ada), await backend.connect(bob)];
  const hello = privateText(ada, bob, 'Hello');
  const { conversation } = hello;
  const sent = await one.ask('privateMessage', hello);
  const came = await other.next('response', ({ id }) => id === hello.id);
  other.tell('delivered', { marks: [{ conversation, seq: came.seq }] });
  const moved = await one.next('updateDeliveryStatusOnConnection');
  const page = await one.ask('sync', { direction: 'last', conversation, limit: 10 });
  await call(
    backend.httpUrl,
    'createGroup',
    { conversation: randomUUID(), id: randomUUID(), name: 'Both', members: [bob.uid], history: 'all' },
    { token: ada.token },
  );
  const refused = await one.ask('groupMessage', groupText(randomUUID(), 'Hello?'));

  expect(described.message('client.privateMessage', hello)).toEqual([]);
  expect(described.message('answer.privateMessage', sent)).toEqual([]);
  expect(described.message('server.response', came)).toEqual([]);
  expect(described.message('server.newgrp', await other.next('newgrp'))).toEqual([]);
  expect(described.message('server.updateDeliveryStatusOnConnection', moved)).toEqual([]);
  expect(described.message('answer.sync', page)).toEqual([]);
  expect(described.message('answer.heads', await one.ask('heads', {}))).toEqual([]);
  expect(refused.success).toBe(false);
  expect(described.message('answer.groupMessage', refused)).toEqual([]);
  for (const lesser of lacking(moved))
    expect(described.message('server.updateDeliveryStatusOnConnection', lesser)).not.toEqual([]);
});

test('what travels over plain WebSockets is what the AsyncAPI document says', async () => {
  const backend = await startTestBackend();
  const [ada, bob] = [await backend.register(), await backend.register()];
  const described = await documentOf(backend, 'asyncapi');
  const [one, other] = [
    await connectGateway(backend.wsUrl, ada.token),
    await connectGateway(backend.wsUrl, bob.token),
  ];
  await one.ask('direct', { to: bob.username, content: 'Hello' });
  await one.ask('direct', { to: 'nobody-here', content: 'Hello' });
  await one.ask('server', { content: 'ping' });
  await other.next('direct');
  const frames = [...one.frames, ...other.frames];
  const types = new Set(frames.map(({ header }) => header.message_type));
  expect([...types]).toEqual(expect.arrayContaining(['ready', 'conversation', 'direct', 'ack', 'error']));
  for (const frame of frames)
    expect(described.frame(`server.${frame.header.message_type}`, frame)).toEqual([]);
  expect(described.frame('server.ack', { header: { message_type: 'ack' }, body: {} })).not.toEqual([]);
  const envelope = { header: { message_type: 'direct', to: 'alice' }, body: { content: 'Hello' } };
  expect(described.frame('client.direct', envelope)).toEqual([]);
  expect(described.frame('client.direct', { ...envelope, body: {} })).not.toEqual([]);
});
