import { randomUUID } from 'node:crypto';
import { encodeContent, type Hook } from '@parley/protocol';
import { expect } from 'vitest';
import { call } from '../../testing/call.ts';
import { createGroup } from '../../testing/create-group.ts';
import { startHookReceiver } from '../../testing/hook-receiver.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';

/** A server with a group, and an outgoing webhook of its owner there. */
export async function start({ allowed = '127.0.0.1', words = ['deploy'], url = '', parts = {} } = {}) {
  const receiver = await startHookReceiver();
  const backend = await startTestBackend({ env: { WEBHOOK_ALLOWLIST: allowed }, parts });
  const owner = await backend.register();
  const room = await createGroup(backend, owner, []);
  const authority = { token: owner.token, params: { conversation: room } };
  const request = { name: 'Deployer', url: url || receiver.url, words };
  const { status, body } = await call(backend.httpUrl, 'createOutgoingHook', request, authority);
  expect(status).toBe(200);
  const { hook, secret } = body as { hook: Hook; secret: string };
  // Servers learn of it with their next tick.
  await backend.pass(0);
  const client = await backend.connect(owner);
  const say = (text: string) =>
    client.get('groupMessage', {
      ...{ conversation: room, id: randomUUID(), body: { kind: 'message' } },
      payload: encodeContent({ type: 'text', text }),
    });
  const shown = async () => {
    const answer = await call(backend.httpUrl, 'hooks', {}, authority);
    return (answer.body as { hooks: readonly Hook[] }).hooks.find(({ id }) => id === hook.id);
  };
  /** Ticks until so many were received. */
  const receives = (count: number) =>
    expect
      .poll(async () => {
        await backend.pass(0);
        return receiver.received.length;
      })
      .toBe(count);
  return { receiver, backend, owner, room, authority, hook, secret, say, shown, receives };
}

export type Started = Awaited<ReturnType<typeof start>>;

/** Another owner, who comes into the group for it. */
export async function besides({ backend, authority, owner, room }: Started) {
  const other = await backend.register();
  const byOther = { ...authority, token: other.token };
  const [id, member] = [randomUUID(), owner.uid];
  await call(backend.httpUrl, 'addMembers', { id, members: [other.uid] }, authority);
  const promoted = { id: randomUUID(), member: other.uid, role: 'owner' as const };
  await call(backend.httpUrl, 'changeRole', promoted, authority);
  const client = await backend.connect(other);
  const say = () =>
    client.get('groupMessage', {
      ...{ conversation: room, id: randomUUID(), body: { kind: 'message' } },
      payload: encodeContent({ type: 'text', text: 'deploy' }),
    });
  const remove = () => call(backend.httpUrl, 'removeMember', { id: randomUUID(), member }, byOther);
  const demote = () =>
    call(backend.httpUrl, 'changeRole', { id: randomUUID(), member, role: 'member' }, byOther);
  return { byOther, say, remove, demote };
}
