import { directConversationId } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../../src/domain/sha256.ts';
import { connectClient } from '../../testing/connect-client.ts';
import { connectGateway, GatewayClient, openGateway } from '../../testing/gateway-client.ts';
import { privateText } from '../../testing/message.ts';
import { registerWithKeys } from '../../testing/register-with-keys.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { longestWait } from './longest-wait.ts';
import { startMeasured } from './measured-server.ts';

const MIB = 1024 * 1024;
const HEAP_MIB = 256;
const LARGE = 'x'.repeat(30_000);

test('29. a script that reads slowly is sent little ahead, and gets all in the end', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
  const script = await connectGateway(backend.wsUrl, alice.token);
  const bobs = await backend.connect(bob);
  const conversation = directConversationId(sha256, alice.uid, bob.uid);
  script.socket.pause();

  for (let i = 0; i < 300; i++) await bobs.get('privateMessage', privateText(bob, alice, `${i} ${LARGE}`));
  script.socket.resume();

  await script.next('direct', ({ header }) => header.seq === 301);
  const seqs = script.frames.flatMap(({ header }) =>
    'uid' in header && 'seq' in header && header.conversation === conversation ? [header.seq] : [],
  );
  expect(seqs).toEqual(Array.from({ length: 301 }, (_, i) => i + 1));
});

test('29. who asks without end and takes no answer is read no more, and the others go on', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
  const deaf = await connectGateway(backend.wsUrl, alice.token);
  const script = await connectGateway(backend.wsUrl, bob.token);
  deaf.socket.pause();

  const text = JSON.stringify({
    header: { message_type: 'server' },
    body: { content: `echo ${'x'.repeat(900)}` },
  });
  for (let i = 0; i < 20_000; i++) deaf.socket.send(text);
  await script.get('server', { content: 'ping' });

  // What is not read waits on the side of the one who sends.
  expect(deaf.socket.bufferedAmount).toBeGreaterThan(MIB);
});

test('29. 200 scripts that never read leave the server its memory', { timeout: 120_000 }, async () => {
  const env = { CONNECTION_RATE_LIMIT: '0', MESSAGE_RATE_LIMIT: '0' };
  const server = await startMeasured({ env, heapMiB: HEAP_MIB });
  const people = await Promise.all([1, 2, 3, 4, 5].map(() => registerWithKeys(server.url)));
  const honest = await connectClient(server.url, (await registerWithKeys(server.url)).token);
  for (const user of people) {
    const client = await connectClient(server.url, user.token);
    for (let i = 0; i < 30; i++) await client.get('privateMessage', privateText(user, user, LARGE));
  }
  const deaf = people.flatMap((user) =>
    Array.from({ length: 40 }, () => {
      const query = 'after=&others=start';
      const script = new GatewayClient(openGateway(server.url, user.token, { query }));
      script.socket.once('open', () => script.socket.pause());
      return script;
    }),
  );
  await Promise.all(deaf.map(({ socket }) => new Promise((resolve) => socket.once('open', resolve))));

  expect(await longestWait(server, honest, 50)).toBeLessThan(2);
  expect(server.peakMiB()).toBeLessThan(2 * HEAP_MIB);
  expect(server.isRunning).toBe(true);
});

describe('30. a flood ends its connection', () => {
  test.each([
    ['of envelopes', '{"header":{"message_type":"server"},"body":{"content":"ping"}}'],
    ['of what is none', 'x'],
  ])('%s', async (_, text) => {
    const env = { MESSAGE_RATE_LIMIT: '5' };
    const backend = await startTestBackend({ env });
    const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
    const flooder = await connectGateway(backend.wsUrl, alice.token);
    const script = await connectGateway(backend.wsUrl, bob.token);

    for (let i = 0; i < 2_000; i++) flooder.socket.send(text);

    expect(await flooder.closed).toEqual({ code: 1008, reason: 'E_RATE_LIMITED' });
    await script.get('server', { content: 'ping' });
    const noted = async () =>
      (await backend.stores.audit.after(0, 100)).filter(({ details }) => details?.limit === 'packets');
    await expect.poll(noted).toHaveLength(1);
  });

  test('of pings', async () => {
    const backend = await startTestBackend({ env: { MESSAGE_RATE_LIMIT: '5' } });
    const { token } = await backend.register();
    const flooder = await connectGateway(backend.wsUrl, token);

    for (let i = 0; i < 2_000; i++) flooder.socket.ping();

    expect((await flooder.closed).code).toBe(1008);
  });
});
