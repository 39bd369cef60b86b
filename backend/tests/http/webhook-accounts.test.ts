import { ParleyError, type Hook } from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import { call } from '../../testing/call.ts';
import { createGroup } from '../../testing/create-group.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';

async function start(env: Readonly<Record<string, string>> = {}) {
  const backend = await startTestBackend({ env });
  const owner = await backend.register();
  const room = await createGroup(backend, owner, []);
  const authority = { token: owner.token, params: { conversation: room } };
  const create = (name = 'Alerts') => call(backend.httpUrl, 'createIncomingHook', { name }, authority);
  const revoke = ({ id }: Hook) =>
    call(backend.httpUrl, 'revokeHook', {}, { ...authority, params: { ...authority.params, hook: id } });
  const accounts = async () =>
    (await backend.stores.users.page('', 100)).filter(({ kind }) => kind === 'machine');
  return { backend, owner, room, authority, create, revoke, accounts };
}

test('a revoked webhook leaves the group, with an entry that says so', async () => {
  const { backend, room, create, revoke } = await start();
  const { hook } = (await create()).body as { hook: Hook };
  const author = hook.author ?? '';
  const role = async () => (await backend.stores.conversations.state(room, [author]))?.members[author]?.role;
  expect(await role()).toBe('member');

  expect((await revoke(hook)).status).toBe(200);

  expect(await role()).toBeNull();
  expect(await backend.stores.users.byUid([author])).toMatchObject([{ removed: true }]);
});

test('a webhook that cannot come in leaves neither an account in use nor itself', async () => {
  const { backend, authority, create, accounts } = await start();
  vi.spyOn(backend.stores.conversations, 'append').mockRejectedValueOnce(new ParleyError('E_ROOM_FULL'));

  expect((await create()).status).toBe(409);

  expect((await accounts()).filter(({ removed }) => !removed)).toEqual([]);
  expect((await call(backend.httpUrl, 'hooks', {}, authority)).body).toEqual({ hooks: [], users: [] });
  expect((await create()).status).toBe(200);
});

test('webhook before account: one that a server died over is shown, takes nothing, and can be revoked', async () => {
  const { backend, room, owner, authority, create, revoke } = await start();
  const users = vi.spyOn(backend.stores.users, 'create').mockRejectedValueOnce(new Error('it dies'));
  const hooks = vi.spyOn(backend.stores.hooks, 'remove').mockRejectedValueOnce(new Error('it is dead'));
  expect((await create()).status).toBe(500);
  expect([users.mock.calls.length, hooks.mock.calls.length]).toEqual([1, 1]);

  const { body } = await call(backend.httpUrl, 'hooks', {}, authority);
  const [hook] = (body as { hooks: Hook[] }).hooks;
  expect(hook).toMatchObject({ name: 'Alerts', createdBy: owner.uid });
  expect((await backend.stores.conversations.state(room))?.members[hook?.author ?? '']).toBeUndefined();
  if (hook !== undefined) expect((await revoke(hook)).status).toBe(200);
  expect(await backend.stores.hooks.ofConversation(room)).toEqual([]);
});

test('making and revoking webhooks in turns ends after twenty in an hour', async () => {
  const { create, revoke } = await start({ HTTP_RATE_LIMIT: '600' });
  for (let i = 0; i < 20; i++) {
    const { status, body } = await create();
    expect(status).toBe(200);
    await revoke((body as { hook: Hook }).hook);
  }
  expect(await create()).toMatchObject({ status: 429, body: { code: 'E_RATE_LIMITED' } });
});

test('somebody has a bounded number of webhooks in all conversations', async () => {
  const { backend, create } = await start();
  vi.spyOn(backend.stores.hooks, 'madeBy').mockResolvedValueOnce(49).mockResolvedValueOnce(50);
  expect((await create()).status).toBe(200);
  expect(await create()).toMatchObject({ status: 409, body: { code: 'E_TOO_MANY_HOOKS' } });
});
