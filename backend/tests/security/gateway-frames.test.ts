import { once } from 'node:events';
import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import { GATEWAY_LIMITS } from '@parley/protocol';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createLogger } from '../../src/logging/logger.ts';
import { createGroup } from '../../testing/create-group.ts';
import { connectGateway, openGateway, upgradeRefusal } from '../../testing/gateway-client.ts';
import { ORIGIN, startTestBackend } from '../../testing/start-test-backend.ts';

test('5. who gives no sign of life is cut, and who answers pings is not', async () => {
  const backend = await startTestBackend();
  const { token } = await backend.register();
  const [dead, alive] = [
    await connectGateway(backend.wsUrl, token),
    await connectGateway(backend.wsUrl, token),
  ];
  dead.socket.pause();

  for (let passed = 0; passed <= GATEWAY_LIMITS.silence; passed += GATEWAY_LIMITS.pingInterval) {
    const pinged = new Promise((resolve) => alive.socket.once('ping', resolve));
    await backend.pass(GATEWAY_LIMITS.pingInterval);
    await pinged;
    // Its pong is read before this is answered.
    await alive.get('server', { content: 'ping' });
  }
  await backend.pass(1_000);
  dead.socket.resume();

  expect((await dead.closed).code).toBe(1006);
  await alive.get('server', { content: 'ping' });
});

test.each([
  ['over the bound', 'x'.repeat(64 * 1024 + 1), { code: 1009, reason: '' }],
  ['of bytes', Buffer.from('hello'), { code: 1003, reason: 'E_BAD_REQUEST' }],
])('6. a frame %s closes the plain WebSocket with a code', async (_, data, closed) => {
  const backend = await startTestBackend();
  const { token } = await backend.register();
  const script = await connectGateway(backend.wsUrl, token);

  script.socket.send(data);

  expect(await script.closed).toEqual(closed);
});

test('7. messages have a rate over all sockets of a user, and nothing is lost', async () => {
  const backend = await startTestBackend({ env: { MESSAGE_RATE_LIMIT: '1', MESSAGE_BURST_LIMIT: '2' } });
  const user = await backend.register();
  const [script, other] = [
    await connectGateway(backend.wsUrl, user.token),
    await connectGateway(backend.wsUrl, user.token),
  ];
  await script.get('direct', { to: user.username, content: 'one' });
  await other.get('direct', { to: user.username, content: 'two' });

  const refused = await script.ask('direct', { to: user.username, content: 'three' });
  await backend.pass(1_000);
  const header = { id: refused.header.id };
  script.frames.length = 0;
  await script.get('direct', { to: user.username, content: 'three', header });

  expect(refused.body).toMatchObject({ code: 'E_RATE_LIMITED', retryAfterMs: expect.any(Number) as number });
});

test('8. a failure answers E_INTERNAL with a correlation id and nothing else, and harms nobody', async () => {
  const backend = await startTestBackend();
  const user = await backend.register();
  const script = await connectGateway(backend.wsUrl, user.token);
  const broken = vi
    .spyOn(backend.stores.users, 'byUsername')
    .mockRejectedValue(new Error('the table is broken'));

  const answer = await script.ask('direct', { to: 'somebody', content: 'hello' });
  broken.mockRestore();

  expect(answer.body).toEqual({
    code: 'E_INTERNAL',
    message: expect.any(String) as string,
    retryable: true,
    correlationId: expect.any(String) as string,
  });
  await script.get('direct', { to: user.username, content: 'still here' });
});

test.each([
  ['what is no frame', Buffer.from('ffffffff', 'hex')],
  ['a frame over the bound', Buffer.from('81ff0000000100000000', 'hex')],
  ['a text', Buffer.from('818100000000' + '61', 'hex')],
])('8. whoever is refused, and sends %s behind that, harms nobody', async (_, bytes) => {
  const backend = await startTestBackend();
  const { hostname, port } = new URL(backend.wsUrl);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  const closed = once(socket, 'close');

  socket.write(
    `GET /ws HTTP/1.1\r\nHost: chat.test\r\nOrigin: ${ORIGIN}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
  );
  socket.write(bytes);
  socket.resume();
  await closed;

  const { token } = await backend.register();
  await connectGateway(backend.wsUrl, token);
});

test('11. a plain WebSocket does not outlive its token', async () => {
  const backend = await startTestBackend({ env: { TOKEN_LIFETIME: '60000' } });
  const { token } = await backend.register();
  const script = await connectGateway(backend.wsUrl, token);

  await backend.pass(60_000);

  expect(await script.closed).toEqual({ code: 1008, reason: 'E_SESSION_ENDED' });
});

test('14. a stranger gets nothing out of a group, and the same answer as for one that does not exist', async () => {
  const backend = await startTestBackend();
  const [alice, bob, carol] = [await backend.register(), await backend.register(), await backend.register()];
  const group = await createGroup(backend, alice, [bob]);

  const script = await connectGateway(backend.wsUrl, carol.token, { query: `after=${group}:0` });

  expect(script.received('error').map(({ body }) => body.code)).toEqual(['E_NOT_FOUND']);
  expect(await script.refused('room', { to: group, content: 'hello' })).toBe('E_NOT_FOUND');
  expect(await script.refused('room', { to: crypto.randomUUID(), content: 'hello' })).toBe('E_NOT_FOUND');
  expect(await script.refused('direct', { to: group, content: 'hello' })).toBe('E_NOT_FOUND');
});

test('25. logs hold no token of an address, no header of a plain WebSocket, and no content', async () => {
  let log = '';
  const stream = new PassThrough().on('data', (line: Buffer) => (log += line.toString()));
  const logger = createLogger({ level: 'trace', pretty: false, stream });
  const backend = await startTestBackend({ env: { GATEWAY_QUERY_TOKEN: 'true' }, parts: { logger } });
  const user = await backend.register();
  const script = await connectGateway(backend.wsUrl, undefined, { query: `token=${user.token}` });

  await script.get('direct', { to: user.username, content: 'a secret of mine' });
  vi.spyOn(backend.stores.users, 'byUsername').mockRejectedValue(new Error('the table is broken'));
  await script.refused('direct', { to: 'somebody', content: 'a secret of mine' });
  vi.spyOn(backend.stores.sessions, 'find').mockRejectedValue(new Error('the table is broken'));
  await upgradeRefusal(openGateway(backend.wsUrl, undefined, { query: `token=${user.token}` }));

  expect(log).toContain('the table is broken');
  expect(log).not.toContain(user.token);
  expect(log).not.toContain('a secret of mine');
});

test('26. a server that is asked to stop acknowledges what is in flight, then closes with 1012', async () => {
  const backend = await startTestBackend({ store: 'sqlite' });
  const [user, bob] = await Promise.all([backend.register(), backend.register()]);
  const script = await connectGateway(backend.wsUrl, user.token);

  // The first one begins a conversation, which takes the longest.
  const names = [bob.username, ...Array.from({ length: 20 }, () => user.username)];
  const asked = names.map((to) => script.ask('direct', { to, content: 'just in time' }));
  await script.get('server', { content: 'ping' });
  await backend.stop();

  const types = (await Promise.all(asked)).map(({ header }) => header.message_type);
  expect(new Set(types)).toEqual(new Set(['ack']));
  expect(await script.closed).toEqual({ code: 1012, reason: 'E_SHUTTING_DOWN' });
});
