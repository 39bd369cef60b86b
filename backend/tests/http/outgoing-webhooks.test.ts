import { createHmac, randomUUID } from 'node:crypto';
import type { Hook } from '@parley/protocol';
import { describe, expect, test, vi } from 'vitest';
import { createMemoryStores } from '../../src/store/memory/index.ts';
import { call } from '../../testing/call.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { besides, start, type Started } from './outgoing-hook.ts';

const MINUTE = 60_000;

describe('an outgoing webhook', () => {
  test('is called on its words, with JSON that its secret signed', async () => {
    const { receiver, backend, owner, room, hook, secret, say, shown, receives } = await start();
    await say('deployment is another word');
    const { seq, id } = await say('Deploy, please');

    await receives(1);

    const [{ headers, body } = { headers: {}, body: '' }] = receiver.received;
    const time = backend.clock.read();
    const code = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'parley-hook': hook.id,
      'parley-signature': `t=${time},v1=${code}`,
    });
    expect(JSON.parse(body)).toEqual({
      id: headers['parley-delivery'],
      hook: { id: hook.id, name: 'Deployer' },
      conversation: { id: room, name: 'A group' },
      message: { id, seq, time, text: 'Deploy, please' },
      sender: { uid: owner.uid, username: owner.username, displayName: owner.username, machine: false },
      word: 'deploy',
    });
    await expect.poll(shown).toMatchObject({ lastSuccessAt: time });
    expect(await shown()).not.toHaveProperty('secret');
  });

  test('is called again after pauses that grow, with the same delivery, until it works', async () => {
    const { receiver, backend, say, shown, receives } = await start();
    receiver.answer = { status: 500 };
    await say('deploy');
    await receives(1);
    await expect.poll(shown).toMatchObject({ lastError: { message: 'It answered 500: an answer' } });

    await backend.pass(4_999);
    expect(receiver.received).toHaveLength(1);
    await backend.pass(1);
    await receives(2);
    await backend.pass(29_000);
    expect(receiver.received).toHaveLength(2);
    await backend.pass(1_000);
    await receives(3);
    receiver.answer = { status: 204 };
    await backend.pass(2 * MINUTE);
    await receives(4);
    await backend.pass(600 * MINUTE);
    expect(receiver.received).toHaveLength(4);
    expect(new Set(receiver.received.map(({ headers }) => headers['parley-delivery'])).size).toBe(1);
    expect(new Set(receiver.received.map(({ headers }) => headers['parley-signature'])).size).toBe(4);
  });

  test('is given up after eight tries, or at once where it is refused for good', async () => {
    const { receiver, backend, say, receives } = await start();
    receiver.answer = { status: 410 };
    await say('deploy');
    await receives(1);
    await backend.pass(600 * MINUTE);
    expect(receiver.received).toHaveLength(1);
    receiver.answer = { status: 503 };
    await say('deploy');
    for (let tries = 1; tries <= 8; tries++) {
      await receives(1 + tries);
      await backend.pass(300 * MINUTE);
    }
    await backend.pass(600 * MINUTE);
    expect(receiver.received).toHaveLength(9);
  });

  test('waits in the store while the server is away', async () => {
    // These outlive the server.
    const stores = createMemoryStores();
    const { receiver, backend, say, receives } = await start({ parts: { stores } });
    receiver.answer = { status: 500 };
    await say('deploy');
    await receives(1);
    await backend.stop();
    receiver.answer = { status: 200 };

    const after = await startTestBackend({
      env: { WEBHOOK_ALLOWLIST: '127.0.0.1' },
      parts: { stores },
    });
    await after.pass(MINUTE);

    await expect.poll(() => receiver.received.length).toBe(2);
  });

  test.each([
    ['', 'http://127.0.0.1:1/'],
    ['', 'http://localhost:1/'],
    ['10.0.0.1', 'http://169.254.169.254/latest'],
    ['', 'http://[::1]:1/'],
  ])('never reaches private addresses (allowed: %j): %s', async (allowed, url) => {
    const { backend, say, shown } = await start({ allowed, url });
    await say('deploy');
    await expect
      .poll(async () => {
        await backend.pass(0);
        return (await shown())?.lastError?.message;
      })
      .toBe('Its address belongs to a private network, which this server does not call.');
  });

  test('does not follow a redirect to a private address', async () => {
    const { receiver, backend, say, shown, receives } = await start();
    receiver.answer = { status: 307, location: 'http://169.254.169.254/latest' };
    await say('deploy');
    await receives(1);
    await backend.pass(0);
    await expect
      .poll(async () => (await shown())?.lastError?.message)
      .toBe('Its address belongs to a private network, which this server does not call.');
  });

  test('revoked, is called no more, not even with what waits', async () => {
    const { receiver, backend, hook, authority, say, receives } = await start();
    receiver.answer = { status: 500 };
    await say('deploy');
    await receives(1);
    const params = { ...authority.params, hook: hook.id };
    expect((await call(backend.httpUrl, 'revokeHook', {}, { ...authority, params })).status).toBe(200);
    await say('deploy');
    await backend.pass(MINUTE);
    expect(receiver.received).toHaveLength(1);
  });
});

describe('who made an outgoing webhook', () => {
  type Besides = Awaited<ReturnType<typeof besides>>;
  test.each<[string, (started: Started, besides: Besides) => Promise<unknown>]>([
    ['removed', (_started, { remove }) => remove()],
    ['demoted', (_started, { demote }) => demote()],
    ['deactivated', ({ owner, backend }) => backend.stores.users.setStanding(owner.uid, { removed: true })],
  ])('and was %s, gets neither what is said then nor what waited', async (_how, lose) => {
    const started = await start();
    const { backend, receiver, receives } = started;
    const others = await besides(started);
    receiver.answer = { status: 500 };
    await others.say();
    await receives(1);
    await lose(started, others);
    await others.say();
    for (let i = 0; i < 5; i++) await backend.pass(MINUTE);
    expect(receiver.received).toHaveLength(1);
    const { body } = await call(backend.httpUrl, 'hooks', {}, others.byOther);
    expect(body).toMatchObject({
      hooks: [{ lastError: { message: 'Who made it may no longer manage webhooks here.' } }],
    });
  });
});

test('another owner takes an outgoing webhook over, which is called again for what is said from then on', async () => {
  const started = await start();
  const { backend, hook, room, owner, authority, receives } = started;
  const { byOther, say, remove } = await besides(started);
  const asks = (token: string) =>
    call(backend.httpUrl, 'takeOverHook', {}, { token, params: { conversation: room, hook: hook.id } });
  expect(await asks((await backend.register()).token)).toMatchObject({ status: 404 });
  expect((await remove()).status).toBe(200);
  await say();
  await backend.pass(0);

  const { status, body } = await asks(byOther.token);
  expect([status, body]).toMatchObject([200, { id: hook.id, name: 'Deployer' }]);
  expect((body as Hook).createdBy).not.toBe(owner.uid);
  await backend.pass(0);
  await say();
  await receives(1);
  // Who made it has it no more.
  expect(await call(backend.httpUrl, 'hooks', {}, authority)).toMatchObject({ status: 404 });
  expect(await backend.stores.hooks.madeBy(owner.uid)).toBe(0);
  expect(await backend.stores.audit.after(0, 100)).toContainEqual(
    expect.objectContaining({ kind: 'hook_taken_over', details: expect.anything() as object }),
  );
});

describe('where a conversation ended or was sealed', () => {
  test.each<[string, (started: Started) => Promise<void>]>([
    [
      'ended',
      async ({ backend, authority }) => {
        const { status } = await call(backend.httpUrl, 'endGroup', { id: randomUUID() }, authority);
        expect(status).toBe(200);
      },
    ],
    [
      'sealed',
      async ({ backend: { stores } }) => {
        const state = stores.conversations.state.bind(stores.conversations);
        vi.spyOn(stores.conversations, 'state').mockImplementation(async (...asked) => {
          const found = await state(...asked);
          return found && { ...found, protection: 'sealed' };
        });
      },
    ],
  ])('(%s), webhooks go with what waits, and can be revoked until then', async (_how, close) => {
    // One server, whose store says that it is sealed.
    const started = await start({ parts: { stores: createMemoryStores() } });
    const { backend, receiver, authority, hook, say, receives, shown } = started;
    receiver.answer = { status: 500 };
    await say('deploy');
    await receives(1);
    const spare = { name: 'Spare', url: receiver.url, words: ['*'] };
    const { body } = await call(backend.httpUrl, 'createOutgoingHook', spare, authority);
    await close(started);
    const params = { ...authority.params, hook: (body as { hook: Hook }).hook.id };
    expect((await call(backend.httpUrl, 'revokeHook', {}, { ...authority, params })).status).toBe(200);
    expect(await shown()).toMatchObject({ id: hook.id });
    for (let i = 0; i < 5; i++) await backend.pass(MINUTE);
    expect(receiver.received).toHaveLength(1);
    expect(await shown()).toBeUndefined();
    expect(await backend.stores.hooks.find(hook.id)).toBeUndefined();
    const again = await call(
      backend.httpUrl,
      'createOutgoingHook',
      { name: 'x', url: receiver.url, words: ['*'] },
      authority,
    );
    expect(again.status).not.toBe(200);
  });
});

test('a loop of two machines is cut, audited and shown, and people still call', async () => {
  const { receiver, backend, owner, room, authority, say, shown, receives } = await start();
  const { body } = await call(backend.httpUrl, 'createIncomingHook', { name: 'Bot' }, authority);
  const { secret } = body as { secret: string };
  // The bot answers each call with what calls it.
  receiver.heard = async () => {
    await fetch(`${backend.httpUrl}/hooks/${secret}`, { method: 'POST', body: '{"text":"deploy again"}' });
  };

  await say('deploy');

  await receives(11);
  for (let i = 0; i < 5; i++) await backend.pass(1_000);
  expect(receiver.received).toHaveLength(11);
  expect(await shown()).toMatchObject({
    lastError: { message: expect.stringMatching(/without end/) as string },
  });
  const audited = (await backend.stores.audit.after(0, 1_000)).map(({ kind }) => kind);
  expect(audited.filter((kind) => kind === 'hook_cut')).toHaveLength(1);
  await say('deploy');
  await receives(12);
  expect(JSON.parse(receiver.received.at(-1)?.body ?? '')).toMatchObject({
    sender: { uid: owner.uid },
    conversation: { id: room },
  });
});
