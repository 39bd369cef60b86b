import { randomUUID } from 'node:crypto';
import { LIMITS, type Hook } from '@parley/protocol';
import { expect, test } from 'vitest';
import { call } from '../../testing/call.ts';
import { createGroup } from '../../testing/create-group.ts';
import type { TestUser } from '../../testing/register-user.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { incomingHook, outgoingHook } from '../contract/machines/hook-contract.ts';

const REFUSED = { status: 409, body: { code: 'E_TOO_MANY_HOOKS' } };

async function start() {
  const backend = await startTestBackend();
  const [owner, admin] = [await backend.register(), await backend.register()];
  const room = await createGroup(backend, owner, [admin]);
  const as = ({ token }: TestUser, hook = '') => ({ token, params: { conversation: room, hook } });
  const promotion = { id: randomUUID(), member: admin.uid, role: 'admin' as const };
  await call(backend.httpUrl, 'changeRole', promotion, as(owner));
  const outgoing = (who: TestUser) =>
    call(
      backend.httpUrl,
      'createOutgoingHook',
      { name: 'Deploy', url: 'https://example.org/hook', words: ['deploy'] },
      as(who),
    );
  const incoming = (who: TestUser) =>
    call(backend.httpUrl, 'createIncomingHook', { name: 'Alerts' }, as(who));
  const take = (who: TestUser, { id }: Pick<Hook, 'id'>) =>
    call(backend.httpUrl, 'takeOverHook', {}, as(who, id));
  /** In other conversations, all of one maker. */
  const fill = async (count: number, kind: 'incoming' | 'outgoing', createdBy: string = randomUUID()) => {
    const hook = kind === 'incoming' ? incomingHook : outgoingHook;
    await Promise.all(Array.from({ length: count }, () => backend.stores.hooks.create(hook({ createdBy }))));
  };
  return { backend, room, owner, admin, outgoing, incoming, take, fill };
}

test('incoming webhooks of others, however many, keep nobody from making any', async () => {
  const { owner, outgoing, incoming, fill } = await start();
  await fill(LIMITS.hooksOfAll, 'incoming');
  expect(await outgoing(owner)).toMatchObject({ status: 200 });
  expect(await incoming(owner)).toMatchObject({ status: 200 });
});

test('who is alone has as many outgoing webhooks as anybody may', async () => {
  const { owner, outgoing, fill } = await start();
  await fill(LIMITS.hooksPerUser - 1, 'outgoing', owner.uid);
  expect(await outgoing(owner)).toMatchObject({ status: 200 });
  expect(await outgoing(owner)).toMatchObject(REFUSED);
});

test('a server has a bounded number of outgoing webhooks, and others still come in', async () => {
  const { owner, outgoing, incoming, fill } = await start();
  await fill(LIMITS.hooksOfAll - 1, 'outgoing');
  expect(await outgoing(owner)).toMatchObject({ status: 200 });
  expect(await outgoing(owner)).toMatchObject(REFUSED);
  expect(await incoming(owner)).toMatchObject({ status: 200 });
});

test('the fewer outgoing webhooks are left, the fewer somebody has of them: others still make some', async () => {
  const { owner, admin, outgoing, incoming, fill } = await start();
  await fill(LIMITS.hooksOfAll / 2, 'outgoing');
  await fill(LIMITS.hooksPerUser / 2 - 1, 'outgoing', owner.uid);
  expect(await outgoing(owner)).toMatchObject({ status: 200 });
  expect(await outgoing(owner)).toMatchObject(REFUSED);
  expect(await incoming(owner)).toMatchObject({ status: 200 });
  expect(await outgoing(admin)).toMatchObject({ status: 200 });
});

test('nobody gathers more than their share by taking webhooks over, but one goes on on a full server', async () => {
  const { backend, room, owner, admin, take, fill } = await start();
  const mine = { conversation: room, createdBy: owner.uid };
  const [first, second] = [outgoingHook(mine), outgoingHook(mine)];
  for (const hook of [first, second]) await backend.stores.hooks.create(hook);
  await fill(LIMITS.hooksOfAll - 2, 'outgoing');
  expect(await take(admin, first)).toMatchObject({ status: 200, body: { createdBy: admin.uid } });
  expect(await take(admin, second)).toMatchObject(REFUSED);
});
