import { randomUUID } from 'node:crypto';
import { encodeContent, type Hook } from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import { createMemoryStores } from '../../src/store/memory/index.ts';
import { call } from '../../testing/call.ts';
import { createGroup } from '../../testing/create-group.ts';
import { startHookReceiver } from '../../testing/hook-receiver.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';

/** A room whose only webhook calls what is said there. */
async function calling(backend: TestBackend, url: string) {
  const owner = await backend.register();
  const room = await createGroup(backend, owner, []);
  const authority = { token: owner.token, params: { conversation: room } };
  const request = { name: 'Deployer', url, words: ['*'] };
  const { body } = await call(backend.httpUrl, 'createOutgoingHook', request, authority);
  await backend.pass(0);
  const client = await backend.connect(owner);
  const say = () =>
    client.get('groupMessage', {
      ...{ conversation: room, id: randomUUID(), body: { kind: 'message' } },
      payload: encodeContent({ type: 'text', text: 'a' }),
    });
  return { hook: (body as { hook: Hook }).hook, say };
}

async function start() {
  // These outlive the server.
  const stores = createMemoryStores();
  const backend = await startTestBackend({ env: { WEBHOOK_ALLOWLIST: '127.0.0.1' }, parts: { stores } });
  const silent = await startHookReceiver();
  silent.heard = () => new Promise<void>(() => undefined);
  return { backend, silent, slow: await calling(backend, silent.url) };
}

test('a server that never answers, with a thousand requests that wait, holds up no other webhook', async () => {
  const { backend, silent, slow } = await start();
  const [receiver, dueAt] = [await startHookReceiver(), backend.clock.read()];
  const quick = await calling(backend, receiver.url);
  for (let i = 0; i < 1_000; i++) {
    const delivery = { id: randomUUID(), hook: slow.hook.id, body: '{}', attempts: 0, dueAt };
    await backend.stores.hooks.queue(delivery, 1_000);
  }
  await expect.poll(() => silent.received.length, { timeout: 3_000 }).toBe(1);

  for (let said = 1; said <= 3; said++) {
    await quick.say();
    await expect.poll(() => receiver.received.length, { timeout: 2_000 }).toBe(said);
  }
  expect(silent.received).toHaveLength(1);
});

test('a server stops at once while another does not answer, and what it sent is due again', async () => {
  const { backend, silent, slow } = await start();
  await slow.say();
  await expect.poll(() => silent.received.length, { timeout: 3_000 }).toBe(1);

  const begin = performance.now();
  await backend.stop();

  expect(performance.now() - begin).toBeLessThan(1_000);
  const now = backend.clock.read();
  expect(await backend.stores.hooks.take(now, now, 10, [])).toMatchObject([{ attempts: 0 }]);
});

test('a webhook is read once, not each second, and a new one is found', async () => {
  const { backend, silent } = await start();
  const find = vi.spyOn(backend.stores.hooks, 'find');
  for (let i = 0; i < 3; i++) await backend.pass(1_000);
  expect(find).not.toHaveBeenCalled();
  const { hook } = await calling(backend, silent.url);
  await backend.pass(1_000);
  expect(find.mock.calls).toEqual([[hook.id]]);
});
