import { randomUUID } from 'node:crypto';
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

test('the accounts of webhooks go with the group that ended', async () => {
  const { backend, room, authority, create, accounts, owner } = await start();
  expect((await create()).status).toBe(200);
  await call(backend.httpUrl, 'endGroup', { id: randomUUID() }, authority);
  await backend.pass(60_000);
  expect(await backend.stores.hooks.ofConversation(room)).toEqual([]);
  expect(await backend.stores.hooks.madeBy(owner.uid)).toBe(0);
  expect(await accounts()).toMatchObject([{ removed: true }]);
  expect(await backend.stores.audit.after(0, 100)).toContainEqual(
    expect.objectContaining({
      kind: 'hook_revoked',
      details: expect.objectContaining({ why: 'over' }) as object,
    }),
  );
});

test('who takes a webhook over answers for its account, and one of another member cannot', async () => {
  const { backend, room, owner, authority, create } = await start();
  const [admin, member] = [await backend.register(), await backend.register()];
  const members = [admin.uid, member.uid];
  await call(backend.httpUrl, 'addMembers', { id: randomUUID(), members }, authority);
  const promotion = { id: randomUUID(), member: admin.uid, role: 'admin' as const };
  await call(backend.httpUrl, 'changeRole', promotion, authority);
  const { hook } = (await create()).body as { hook: Hook };
  const take = ({ token }: { readonly token: string }) =>
    call(backend.httpUrl, 'takeOverHook', {}, { token, params: { conversation: room, hook: hook.id } });
  expect((await take(member)).status).toBe(403);
  expect((await take(admin)).body).toMatchObject({ id: hook.id, createdBy: admin.uid });
  expect((await backend.stores.machines.find(hook.author ?? ''))?.details.owner).toBe(admin.uid);
  vi.spyOn(backend.stores.hooks, 'madeBy').mockResolvedValueOnce(50);
  expect(await take(owner)).toMatchObject({ status: 409, body: { code: 'E_TOO_MANY_HOOKS' } });
});

test('somebody has a bounded number of webhooks in all conversations', async () => {
  const { backend, create } = await start();
  vi.spyOn(backend.stores.hooks, 'madeBy').mockResolvedValueOnce(49).mockResolvedValueOnce(50);
  expect((await create()).status).toBe(200);
  expect(await create()).toMatchObject({ status: 409, body: { code: 'E_TOO_MANY_HOOKS' } });
});
