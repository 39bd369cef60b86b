import { randomUUID } from 'node:crypto';
import { ANNOUNCEMENTS, directConversationId, encodeContent } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { append } from '../../src/domain/log/append.ts';
import { createRoom, roomOf } from '../../src/domain/rooms/create-room.ts';
import { sha256 } from '../../src/domain/sha256.ts';
import { createGroup } from '../../testing/create-group.ts';
import { connectGateway } from '../../testing/gateway-client.ts';
import { groupText, privateText } from '../../testing/message.ts';
import type { TestUser } from '../../testing/register-user.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';
import { command } from '../contract/commands.ts';

/** Two people, and a script of the first. */
async function talking() {
  const backend = await startTestBackend();
  const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
  const [script, bobs] = await Promise.all([
    connectGateway(backend.wsUrl, alice.token),
    backend.connect(bob),
  ]);
  return { backend, alice, bob, script, bobs };
}

const direct = (a: TestUser, b: TestUser) => directConversationId(sha256, a.uid, b.uid);

async function roomCalled({ context }: TestBackend, owner: TestUser, name: string): Promise<string> {
  const conversation = randomUUID();
  const body = roomOf(owner.uid, name);
  await createRoom(context, { conversation, id: randomUUID(), sender: owner.uid, body });
  return conversation;
}

describe('a script sends', () => {
  test('to a person by username or uid, and the acknowledgement says where it stands', async () => {
    const { alice, bob, script, bobs } = await talking();

    const first = await script.get('direct', { to: bob.username, content: 'hello' });
    const second = await script.get('direct', { to: bob.uid, content: 'again', body: { reply_to: 2 } });

    const conversation = direct(alice, bob);
    expect(first.header).toMatchObject({ conversation, seq: 2 });
    expect(second.header).toMatchObject({ conversation, seq: 3 });
    const entry = await bobs.next('response', ({ seq }) => seq === 3);
    expect(entry).toMatchObject({
      id: second.header.id,
      sender: alice.uid,
      payload: encodeContent({ type: 'text', text: 'again', replyTo: 2 }),
    });
    await script.get('direct', { to: conversation, content: 'by the id of the conversation' });
    await bobs.next('response', ({ seq }) => seq === 4);
  });

  test('into a room by its name or id, in its own name only', async () => {
    const { backend, alice, bob, script, bobs } = await talking();
    const name = `Harbour ${randomUUID().slice(0, 8)}`;
    const conversation = await roomCalled(backend, alice, name);
    await append(backend.context, command(conversation, bob.uid, { kind: 'joined' }));

    const { header } = await script.get('room', { to: name.toUpperCase(), content: 'hello' });
    await script.get('room', { to: conversation, content: 'by id', header: { from: alice.username } });

    expect(header.conversation).toBe(conversation);
    await bobs.next('response', ({ seq }) => seq === (header.seq ?? 0) + 1);
    expect(await script.refused('room', { to: name, content: 'x', header: { from: bob.username } })).toBe(
      'E_SENDER',
    );
  });

  test('to everyone with the right to, and is refused without', async () => {
    const backend = await startTestBackend();
    const [admin, bob] = [await backend.registerAdmin(), await backend.register()];
    const [admins, bobs] = [
      await connectGateway(backend.wsUrl, admin.token),
      await connectGateway(backend.wsUrl, bob.token),
    ];

    await admins.get('broadcast', { content: 'hear' });

    expect(await bobs.next('broadcast')).toMatchObject({
      header: { conversation: ANNOUNCEMENTS, from: admin.username, to: 'Announcements' },
      body: { content: 'hear' },
    });
    expect(await bobs.refused('broadcast', { content: 'hear me' })).toBe('E_FORBIDDEN');
  });

  test('commands to the server', async () => {
    const { backend, script } = await talking();

    expect((await script.get('server', { content: 'ping' })).body).toMatchObject({ content: 'pong' });
    expect((await script.get('server', { content: '/echo a b' })).body).toMatchObject({ content: 'a b' });
    const echoed = await script.get('server', { content: 'echo', body: { parameters: { text: 'c' } } });
    expect(echoed.body).toEqual({ name: 'echo', content: 'c', result: 'c' });
    expect(await script.refused('server', { content: 'nothing' })).toBe('E_UNKNOWN_COMMAND');
    const header = { signature: Buffer.alloc(64).toString('base64'), timestamp: backend.clock.read() };
    expect(await script.refused('server', { content: 'ping', header })).toBe('E_COMMAND_SIGNATURE');
    expect(await script.refused('server', { content: 'ping', to: randomUUID() })).toBe('E_NOT_A_MEMBER');
  });

  test('again what it is not sure of, which is stored once and acknowledged alike', async () => {
    const { bob, script, bobs } = await talking();
    const header = { id: randomUUID() };

    const first = await script.get('direct', { to: bob.username, content: 'once', header });
    script.frames.length = 0;
    const again = await script.get('direct', { to: bob.username, content: 'once', header });

    await bobs.settled();
    expect(again).toEqual(first);
    script.frames.length = 0;
    expect(bobs.received('response').filter(({ id }) => id === header.id)).toHaveLength(1);
    expect(await script.refused('direct', { to: bob.username, content: 'other', header })).toBe(
      'E_MESSAGE_ID_REUSED',
    );
  });

  test('how far it has received and read', async () => {
    const { alice, bob, script, bobs } = await talking();
    const { conversation, seq } = await bobs.get('privateMessage', privateText(bob, alice, 'read this'));
    await script.next('direct');

    await script.get('delivery', { to: conversation, body: { read: seq } });

    const moved = await bobs.next('updateDeliveryStatusOnConnection', ({ marks }) => marks[0]?.read === seq);
    expect(moved.marks).toEqual([{ uid: alice.uid, delivered: seq, read: seq }]);
    bobs.tell('read', { marks: [{ conversation, seq }] });
    const { header, body } = await script.next(
      'delivery',
      ({ body: { marks } }) => marks[0]?.uid === bob.uid,
    );
    expect([header.conversation, body.marks]).toEqual([
      conversation,
      [{ uid: bob.uid, delivered: seq, read: seq }],
    ]);
  });
});

describe('a script hears', () => {
  test('messages with conversation, seq, sender and recipient', async () => {
    const { backend, alice, bob, script, bobs } = await talking();
    const conversation = await createGroup(backend, alice, [bob]);

    const first = await bobs.get('privateMessage', privateText(bob, alice, 'hello'));
    const second = await bobs.get('groupMessage', groupText(conversation, 'hello all'));

    expect(await script.next('direct')).toEqual({
      header: {
        message_type: 'direct',
        from: bob.username,
        uid: bob.uid,
        to: alice.username,
        timestamp: first.time,
        id: first.id,
        conversation: direct(alice, bob),
        seq: 2,
      },
      body: { content: 'hello' },
    });
    expect(await script.next('room')).toMatchObject({
      header: { from: bob.username, to: 'A group', conversation, seq: second.seq, id: second.id },
    });
  });

  test('what is no message as it stands in the log', async () => {
    const { alice, bob, script, bobs } = await talking();
    const { conversation } = await bobs.get('privateMessage', privateText(bob, alice, 'helo'));
    const change = { conversation, peer: alice.uid };

    const payload = encodeContent({ type: 'text', text: 'hello' });
    await bobs.get('privateMessage', {
      ...change,
      id: randomUUID(),
      body: { kind: 'edit', target: 2 },
      payload,
    });
    await bobs.get('privateMessage', { ...change, id: randomUUID(), body: { kind: 'deletion', target: 2 } });

    const deletion = await script.next('entry', ({ body }) => body.kind === 'deletion');
    expect(deletion.header).toMatchObject({ conversation, seq: 4, from: bob.username });
    expect(script.received('entry').map(({ body }) => body)).toMatchObject([
      { kind: 'created' },
      { kind: 'edit', content: 'hello', entry: { target: 2 } },
      { kind: 'deletion', entry: { target: 2 } },
    ]);
  });

  test('who comes and goes', async () => {
    const { backend, bob, script, bobs } = await talking();
    await script.get('direct', { to: bob.username, content: 'hello' });
    await backend.pass(1_000);

    bobs.socket.disconnect();
    await backend.socketsGone(bob);
    await backend.pass(11_000);
    await backend.pass(1_000);

    const { body } = await script.next('presence', ({ body: { users } }) => users[0]?.online === false);
    expect(body.users).toMatchObject([{ uid: bob.uid, username: bob.username, online: false }]);
  });

  test('that its session has ended, and is closed', async () => {
    const { backend, alice, script } = await talking();
    const sessions = await backend.stores.sessions.ofUser(alice.uid, backend.clock.read());

    for (const { sid } of sessions) await backend.stores.sessions.end(alice.uid, sid);
    await backend.pass(1_000);

    expect(await script.closed).toEqual({ code: 1008, reason: 'E_SESSION_ENDED' });
    expect(script.frames.at(-1)).toMatchObject({
      header: { message_type: 'error' },
      body: { code: 'E_SESSION_ENDED' },
    });
  });

  test('that the server stops', async () => {
    const { backend, script } = await talking();
    await backend.stop();
    expect(await script.closed).toEqual({ code: 1012, reason: 'E_SHUTTING_DOWN' });
  });
});

const WRONG = [
  ['no JSON', 'hello', 'E_BAD_JSON'],
  ['no object', '7', 'E_BAD_REQUEST'],
  ['no header', '{"body":{"content":"x"}}', 'E_BAD_REQUEST'],
  ['no type', '{"header":{},"body":{"content":"x"}}', 'E_BAD_REQUEST'],
  ['a type of the server', '{"header":{"message_type":"ack"},"body":{}}', 'E_BAD_REQUEST'],
  ['no body', '{"header":{"message_type":"broadcast"}}', 'E_BAD_REQUEST'],
  ['no recipient', '{"header":{"message_type":"direct"},"body":{"content":"x"}}', 'E_BAD_REQUEST'],
  ['deep', `{"header":${'['.repeat(40)}${']'.repeat(40)}}`, 'E_BAD_REQUEST'],
  [
    'an unknown person',
    '{"header":{"message_type":"direct","to":"nobody-here"},"body":{"content":"x"}}',
    'E_NOT_FOUND',
  ],
  [
    'an unknown room',
    '{"header":{"message_type":"room","to":"no such room"},"body":{"content":"x"}}',
    'E_NOT_FOUND',
  ],
  [
    'what is sealed for everyone',
    '{"header":{"message_type":"broadcast","signature":"AAAA"},"body":{"content":"x"}}',
    'E_SIMPLE_SEALING',
  ],
  ['nothing to say', '{"header":{"message_type":"direct","to":"a"},"body":{}}', 'E_BAD_REQUEST'],
] as const;

test('what is no envelope gets a code, and harms nobody', async () => {
  const { script, bob } = await talking();

  for (const [what, text, code] of WRONG) {
    script.frames.length = 0;
    script.socket.send(text);
    expect([what, (await script.next('error')).body.code]).toEqual([what, code]);
  }

  await script.get('direct', { to: bob.username, content: 'still here' });
});
