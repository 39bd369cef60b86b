import { randomUUID } from 'node:crypto';
import { LIMITS, SOCKET_PATH } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { inProcess } from '../../src/domain/commands/in-process.ts';
import { privateText } from '../../testing/message.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';

test('5. a connection that does not authenticate is closed after 5 s', { timeout: 10_000 }, async () => {
  const backend = await startTestBackend();
  const started = performance.now();
  const socket = new WebSocket(
    `${backend.wsUrl.replace('http', 'ws')}${SOCKET_PATH}/?EIO=4&transport=websocket`,
  );

  await new Promise((resolve) => socket.addEventListener('close', resolve));

  expect(performance.now() - started).toBeGreaterThan(4_500);
});

describe('6. what is too large or too deep', () => {
  test('closes the socket when it is a frame over the bound', async () => {
    const backend = await startTestBackend();
    const user = await backend.register();
    const client = await backend.connect(user);

    client.socket.emit('command', { name: 'echo', text: 'x'.repeat(LIMITS.frameBytes) }, () => undefined);
    await client.closed();

    expect((await backend.connect(user)).socket.connected).toBe(true);
  });

  test('is refused when it nests over 32 levels or has over 100 keys', async () => {
    const backend = await startTestBackend();
    const client = await backend.connect(await backend.register());
    let deep: unknown = 'bottom';
    for (let i = 0; i < 40; i++) deep = { deep };
    const wide = Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`key${i}`, i]));

    for (const input of [deep, wide, { name: 'ping', text: deep }])
      expect(await client.askAnything('command', input)).toMatchObject({ error: { code: 'E_BAD_REQUEST' } });
  });

  test('and nothing is compressed', async () => {
    const backend = await startTestBackend();
    const client = await backend.connect(await backend.register());
    const { ws } = client.socket.io.engine.transport as unknown as { ws: WebSocket };

    expect(ws.extensions).not.toContain('permessage-deflate');
  });
});

test(
  '6. a socket that does not take its answers is closed before they fill the memory',
  { timeout: 20_000 },
  async () => {
    const backend = await startTestBackend();
    const user = await backend.register();
    const client = await backend.connect(user);
    (client.socket.io.engine.transport as unknown as { ws: { pause(): void } }).ws.pause();
    const words = 'x'.repeat(LIMITS.payloadBytes - 2_000);

    for (let i = 0; i < 300; i++)
      client.socket.emit('privateMessage', privateText(user, user, words), () => undefined);

    await backend.socketsGone(user);
  },
);

describe('7. messages have a rate', () => {
  const env = { MESSAGE_RATE_LIMIT: '5', MESSAGE_BURST_LIMIT: '10' };

  test('beyond which they are refused with the time to wait, and nothing is lost', async () => {
    const backend = await startTestBackend({ env });
    const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
    const client = await backend.connect(alice);
    const messages = Array.from({ length: 12 }, (_, i) => privateText(alice, bob, `${i}`));

    const answers = await Promise.all(messages.map((message) => client.ask('privateMessage', message)));
    const refused = messages.filter((_, i) => answers[i]?.success === false);

    expect(refused).toHaveLength(2);
    expect(answers.at(-1)).toMatchObject({ error: { code: 'E_RATE_LIMITED', retryAfterMs: 200 } });
    backend.clock.advance(400);
    for (const message of refused)
      expect(await client.ask('privateMessage', message)).toMatchObject({ success: true });
  });

  test('but a retry of what is stored is always acknowledged', async () => {
    const backend = await startTestBackend({ env });
    const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
    const client = await backend.connect(alice);
    const message = privateText(alice, bob, 'stored');
    const stored = await client.get('privateMessage', message);
    await Promise.all(
      Array.from({ length: 15 }, () => client.ask('privateMessage', privateText(alice, bob, 'more'))),
    );

    expect(await client.get('privateMessage', message)).toEqual(stored);
  });

  test('for one user over all their sockets', async () => {
    const backend = await startTestBackend({ env });
    const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
    const [first, second] = await Promise.all([backend.connect(alice), backend.connect(alice)]);
    const send = (client: typeof first) => client.ask('privateMessage', privateText(alice, bob, 'x'));

    await Promise.all(Array.from({ length: 10 }, () => send(first)));

    expect(await send(second)).toMatchObject({ error: { code: 'E_RATE_LIMITED' } });
  });

  test('and all events of a socket together have one', async () => {
    const backend = await startTestBackend({ env });
    const client = await backend.connect(await backend.register());

    const answers = await Promise.all(
      Array.from({ length: 250 }, () => client.ask('command', { name: 'ping' })),
    );

    expect(answers.filter(({ success }) => !success).length).toBeGreaterThanOrEqual(50);
    expect(client.socket.connected).toBe(true);
  });
});

describe('8. bad input harms only the one who sends it', () => {
  const garbage = [
    undefined,
    null,
    7,
    'text',
    [],
    {},
    [[]],
    { conversation: {} },
    { $ne: 1 },
    { id: randomUUID() },
  ];

  test('every event answers garbage with a code', async () => {
    const backend = await startTestBackend();
    const client = await backend.connect(await backend.register());

    for (const name of [
      'privateMessage',
      'groupMessage',
      'broadcastMessage',
      'sync',
      'reauthenticate',
      'command',
    ])
      for (const input of garbage)
        expect(await client.askAnything(name, input)).toMatchObject({ error: { code: 'E_BAD_REQUEST' } });
  });

  test('an event without an acknowledgement function, and one with nothing but that, do no harm', async () => {
    const backend = await startTestBackend();
    const client = await backend.connect(await backend.register());

    for (const input of garbage) client.socket.emit('sync', input as never, undefined as never);
    expect(await client.askAnything('sync')).toMatchObject({ error: { code: 'E_BAD_REQUEST' } });

    expect(await client.get('command', { name: 'ping' })).toMatchObject({ text: 'pong' });
  });

  test('a handler that throws answers E_INTERNAL with a correlation id and nothing else', async () => {
    const run = () => {
      throw new Error('secret details');
    };
    const [parameters, result] = [z.object({}), z.string()];
    const backend = await startTestBackend({
      parts: { commands: { commands: [inProcess({ name: 'bug', help: 'fails', parameters, result, run })] } },
    });
    const client = await backend.connect(await backend.register());

    const answer = await client.ask('command', { name: 'bug' });

    expect(answer).toMatchObject({
      error: { code: 'E_INTERNAL', correlationId: expect.any(String) as string },
    });
    expect(JSON.stringify(answer)).not.toContain('secret details');
  });

  test('frames of random bytes leave the server alive', async () => {
    const backend = await startTestBackend();
    const user = await backend.register();
    for (let i = 0; i < 20; i++) {
      const client = await backend.connect(user);
      const packet = `4${i % 7}/chat,${'[{"x":'.repeat(i)}${Buffer.from(randomUUID()).toString('latin1')}`;
      (client.socket.io.engine.transport as unknown as { ws: WebSocket }).ws.send(packet.slice(i % 3));
      client.socket.disconnect();
    }

    expect((await backend.connect(user)).socket.connected).toBe(true);
  });
});
