import { randomUUID } from 'node:crypto';
import type { RequestOf, RouteName } from '@parley/protocol';
import { expect, test } from 'vitest';
import { call } from '../../testing/call.ts';
import { groupText } from '../../testing/message.ts';
import type { TestUser } from '../../testing/register-user.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';

/** A room of its owner and a member. */
async function roomOf(backend: TestBackend) {
  const [owner, member] = await Promise.all([backend.register(), backend.register()]);
  const conversation = randomUUID();
  const asks = <Name extends RouteName>(user: TestUser, name: Name, request: RequestOf<Name>) =>
    call(backend.httpUrl, name, request, { token: user.token, params: { conversation } });
  const join = (user: TestUser) => asks(user, 'joinRoom', { id: randomUUID() });
  await call(
    backend.httpUrl,
    'createRoom',
    { conversation, id: randomUUID(), name: 'Harbour' },
    { token: owner.token },
  );
  await join(member);
  return { owner, member, conversation, asks, join };
}

test('whoever is banned is told so when they come back, and is on the list until it is taken back', async () => {
  const backend = await startTestBackend();
  const { owner, member, conversation, asks, join } = await roomOf(backend);
  const request = { id: randomUUID(), member: member.uid };
  expect(await asks(member, 'banMember', { ...request, member: owner.uid })).toMatchObject({
    body: { code: 'E_FORBIDDEN' },
  });
  const ban = await asks(owner, 'banMember', request);
  expect(ban).toMatchObject({
    status: 200,
    body: { body: { kind: 'banned', member: member.uid, wasIn: true } },
  });
  expect(await asks(owner, 'banMember', request)).toMatchObject({ status: 200, body: ban.body });
  expect(await join(member)).toMatchObject({ status: 403, body: { code: 'E_BANNED' } });

  const sync = { conversation, direction: 'last', limit: 10 } as const;
  const page = await (await backend.connect(member)).get('sync', sync);
  expect(page).toMatchObject({ head: 3 });
  expect(await asks(owner, 'bans', {})).toMatchObject({ body: { uids: [member.uid], more: false } });
  expect(await asks(member, 'bans', {})).toMatchObject({ status: 404 });

  const change = () => ({ id: randomUUID(), member: member.uid });
  expect(await asks(owner, 'banMember', change())).toMatchObject({ body: { code: 'E_ALREADY_BANNED' } });
  expect(await asks(owner, 'unbanMember', change())).toMatchObject({ status: 200 });
  expect(await asks(owner, 'unbanMember', change())).toMatchObject({ body: { code: 'E_NOT_BANNED' } });
  expect(await asks(owner, 'bans', {})).toMatchObject({ body: { uids: [], more: false } });
  expect(await join(member)).toMatchObject({ status: 200 });
  expect(await asks(member, 'bans', {})).toMatchObject({ status: 403, body: { code: 'E_FORBIDDEN' } });
});

test('nobody is banned who has no account', async () => {
  const backend = await startTestBackend();
  const { owner, asks } = await roomOf(backend);
  expect(await asks(owner, 'banMember', { id: randomUUID(), member: randomUUID() })).toMatchObject({
    status: 404,
  });
});

test('whoever is muted, or writes too fast, is told when they may write', async () => {
  const backend = await startTestBackend();
  const { owner, member, conversation, asks } = await roomOf(backend);
  const socket = await backend.connect(member);
  const say = () => socket.ask('groupMessage', groupText(conversation, 'hello'));
  const mute = { id: randomUUID(), member: member.uid, seconds: 60 };
  expect(await asks(owner, 'muteMember', { ...mute, seconds: 2_592_001 })).toMatchObject({ status: 400 });
  expect(await asks(owner, 'muteMember', mute)).toMatchObject({ status: 200 });
  expect(await asks(owner, 'muteMember', mute)).toMatchObject({ status: 200, body: { seq: 3 } });
  expect(await say()).toMatchObject({ error: { code: 'E_MUTED', retryAfterMs: 60_000 } });
  const { heads } = await socket.get('heads', {});
  expect(heads.find((head) => head.conversation === conversation)?.mutedUntil).toBe(
    backend.clock.read() + 60_000,
  );

  backend.clock.advance(60_000);
  const rules = { id: randomUUID(), slowMode: 10, onlyAdmins: false };
  expect(await asks(member, 'changeRules', rules)).toMatchObject({ status: 403 });
  expect(await asks(owner, 'changeRules', rules)).toMatchObject({ status: 200 });
  expect(await say()).toMatchObject({ success: true });
  backend.clock.advance(9_000);
  expect(await say()).toMatchObject({ error: { code: 'E_SLOW_MODE', retryAfterMs: 1_000 } });
  await asks(owner, 'changeRules', { id: randomUUID(), slowMode: 0, onlyAdmins: true });
  expect(await say()).toMatchObject({ error: { code: 'E_ONLY_ADMINS_WRITE' } });
});

test('owners and admins delete what others wrote, and those who left; the line says who did', async () => {
  const backend = await startTestBackend();
  const { owner, member, conversation, asks } = await roomOf(backend);
  const [owners, members] = await Promise.all([backend.connect(owner), backend.connect(member)]);
  const said = [
    await members.get('groupMessage', groupText(conversation, 'rude')),
    await owners.get('groupMessage', groupText(conversation, 'please')),
    await members.get('groupMessage', groupText(conversation, 'ruder')),
  ] as const;
  const remove = (socket: typeof owners, target: number) =>
    socket.ask('groupMessage', { conversation, id: randomUUID(), body: { kind: 'deletion', target } });
  expect(await remove(members, said[1].seq)).toMatchObject({ error: { code: 'E_TARGET' } });
  expect(await remove(owners, said[0].seq)).toMatchObject({ response: { sender: owner.uid } });
  await asks(member, 'leaveGroup', { id: randomUUID() });
  expect(await remove(owners, said[2].seq)).toMatchObject({ response: { sender: owner.uid } });
});

test('a room without an owner in use gets one by an administrator, who need not be in it, and it is recorded', async () => {
  const backend = await startTestBackend();
  const { owner, member, asks } = await roomOf(backend);
  const [admin, outside] = [await backend.registerAdmin(), await backend.register()];
  const appoint = (user: TestUser, uid: string, id = randomUUID()) =>
    asks(user, 'appointOwner', { id, member: uid });
  expect(await appoint(member, member.uid)).toMatchObject({ status: 403 });
  expect(await appoint(admin, member.uid)).toMatchObject({ status: 409, body: { code: 'E_ROOM_HAS_OWNER' } });
  await backend.stores.users.setStanding(owner.uid, { removed: true });
  expect(await appoint(admin, outside.uid)).toMatchObject({ body: { code: 'E_NOT_A_MEMBER' } });
  expect(await appoint(admin, owner.uid)).toMatchObject({ body: { code: 'E_NOT_FOUND' } });

  const id = randomUUID();
  const appointed = await appoint(admin, member.uid, id);
  expect(appointed).toMatchObject({ status: 200, body: { sender: admin.uid, body: { kind: 'appointed' } } });
  expect(await appoint(admin, member.uid, id)).toMatchObject({ status: 200, body: appointed.body });
  expect(await backend.stores.audit.latest('owner_appointed')).toMatchObject({
    uid: admin.uid,
    details: { member: member.uid },
  });
  expect(await appoint(admin, member.uid)).toMatchObject({ body: { code: 'E_ROOM_HAS_OWNER' } });
  expect(await asks(member, 'endGroup', { id: randomUUID() })).toMatchObject({ status: 200 });
});

test('private groups know nothing of it', async () => {
  const backend = await startTestBackend();
  const { owner, member } = await roomOf(backend);
  const conversation = randomUUID();
  const group = {
    conversation,
    id: randomUUID(),
    name: 'A group',
    members: [member.uid],
    history: 'all' as const,
  };
  await call(backend.httpUrl, 'createGroup', group, { token: owner.token });
  const as = { token: owner.token, params: { conversation } };
  const change = { id: randomUUID(), member: member.uid };
  for (const answer of [
    await call(backend.httpUrl, 'banMember', change, as),
    await call(backend.httpUrl, 'muteMember', { ...change, seconds: 60 }, as),
    await call(backend.httpUrl, 'changeRules', { ...change, slowMode: 1, onlyAdmins: true }, as),
  ])
    expect(answer).toMatchObject({ status: 403, body: { code: 'E_FORBIDDEN' } });
  expect(await call(backend.httpUrl, 'bans', {}, as)).toMatchObject({ status: 404 });
});
