import { randomUUID } from 'node:crypto';
import type { RequestOf, RouteName } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { call, VERSION } from '../../testing/call.ts';
import { createGroup } from '../../testing/create-group.ts';
import { groupText, privateText } from '../../testing/message.ts';
import { newCredential } from '../../testing/register-user.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';

describe('14. a stranger', () => {
  test('gets nothing out of a group, and the same answer as for one that does not exist', async () => {
    const backend = await startTestBackend();
    const [alice, eve] = await Promise.all([backend.register(), backend.register()]);
    const conversation = await createGroup(backend, alice, []);
    const eves = await backend.connect(eve);

    for (const id of [conversation, randomUUID()]) {
      const sync = await eves.ask('sync', { conversation: id, direction: 'last', limit: 10 });
      expect(sync).toMatchObject({ error: { code: 'E_NOT_FOUND' } });
      const details = await call(
        backend.httpUrl,
        'conversation',
        {},
        { token: eve.token, params: { conversation: id } },
      );
      expect(details).toMatchObject({ status: 404, body: { code: 'E_NOT_FOUND' } });
      const sent = await eves.ask('groupMessage', groupText(id, 'hi'));
      expect(sent).toMatchObject({ error: { code: 'E_NOT_FOUND' } });
    }
    expect((await eves.get('heads', {})).heads.map((head) => head.type)).toEqual(['announcement']);
  });

  test('cannot tell whether two people have ever talked', async () => {
    const backend = await startTestBackend();
    const [alice, bob, eve] = await Promise.all([backend.register(), backend.register(), backend.register()]);
    const [alices, eves] = await Promise.all([backend.connect(alice), backend.connect(eve)]);
    const { conversation } = privateText(alice, bob, '');
    const probes = async () => [
      await eves.ask('sync', { conversation, direction: 'last', limit: 1 }),
      await eves.ask('groupMessage', groupText(conversation, 'hi')),
    ];

    const before = await probes();
    await alices.get('privateMessage', privateText(alice, bob, 'secret'));

    expect(await probes()).toEqual(before);
  });

  test.each<[RouteName, RequestOf<RouteName>]>([
    ['addMembers', { id: randomUUID(), members: [randomUUID()] }],
    ['removeMember', { id: randomUUID(), member: randomUUID() }],
    ['leaveGroup', { id: randomUUID() }],
    ['changeRole', { id: randomUUID(), member: randomUUID(), role: 'owner' }],
    ['renameGroup', { id: randomUUID(), name: 'Mine' }],
    ['endGroup', { id: randomUUID() }],
    ['preferences', { muted: true, archived: false, unread: false }],
  ])('is refused by %s', async (name, request) => {
    const backend = await startTestBackend();
    const [alice, eve] = await Promise.all([backend.register(), backend.register()]);
    const conversation = await createGroup(backend, alice, []);

    const { status } = await call(backend.httpUrl, name, request, {
      token: eve.token,
      params: { conversation },
    });

    expect([403, 404]).toContain(status);
  });
});

test('14. somebody who was removed cannot find out how much was said since', async () => {
  const backend = await startTestBackend();
  const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
  const conversation = await createGroup(backend, alice, [bob]);
  const [alices, bobs] = await Promise.all([backend.connect(alice), backend.connect(bob)]);
  await call(
    backend.httpUrl,
    'removeMember',
    { id: randomUUID(), member: bob.uid },
    { token: alice.token, params: { conversation } },
  );
  const probe = () => bobs.ask('sync', { conversation, direction: 'after', seq: 3, limit: 10 });

  const before = await probe();
  await alices.get('groupMessage', groupText(conversation, 'he is gone'));

  expect(await probe()).toEqual(before);
});

test('14. a plain member can neither add, remove, rename, promote nor delete', async () => {
  const backend = await startTestBackend();
  const [alice, bob, carol] = await Promise.all([backend.register(), backend.register(), backend.register()]);
  const conversation = await createGroup(backend, alice, [bob]);
  const as = { token: bob.token, params: { conversation } };
  const id = randomUUID();

  const answers = await Promise.all([
    call(backend.httpUrl, 'addMembers', { id, members: [carol.uid] }, as),
    call(backend.httpUrl, 'removeMember', { id, member: alice.uid }, as),
    call(backend.httpUrl, 'renameGroup', { id, name: 'Bob rules' }, as),
    call(backend.httpUrl, 'changeRole', { id, member: bob.uid, role: 'owner' }, as),
    call(backend.httpUrl, 'endGroup', { id }, as),
  ]);

  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
});

describe('17. an error', () => {
  test('that nobody expected is E_INTERNAL with a correlation id and no details', async () => {
    const backend = await startTestBackend();
    const { token } = await backend.register();
    backend.stores.users.search = () => Promise.reject(new Error('SELECT secret FROM users'));

    const answer = await call(backend.httpUrl, 'people', {}, { token });

    expect(answer).toMatchObject({
      status: 500,
      body: { code: 'E_INTERNAL', retryable: true, correlationId: expect.any(String) as string },
    });
    expect(JSON.stringify(answer.body)).not.toContain('SELECT');
  });

  test.each(['{"username":', '"text"', '[1,2'])('of JSON that is none is E_BAD_JSON: %s', async (body) => {
    const backend = await startTestBackend();
    const response = await fetch(`${backend.httpUrl}/web/login/challenge`, {
      method: 'POST',
      headers: { ...VERSION, 'content-type': 'application/json' },
      body,
    });

    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
      400,
      'E_BAD_JSON',
    ]);
  });

  test('of a body that is too large is E_TOO_LARGE', async () => {
    const backend = await startTestBackend();

    const answer = await call(backend.httpUrl, 'challenge', { username: 'x'.repeat(100_000) });

    expect(answer).toMatchObject({ status: 413, body: { code: 'E_TOO_LARGE' } });
  });
});

describe('18. a username', () => {
  test.each(['memory', 'sqlite'] as const)(
    'cannot be found out with an invitation that is none: %s',
    async (store) => {
      const backend = await startTestBackend({ store, env: { REGISTRATION: 'invite' } });
      const { username } = await backend.registerAdmin();
      const register = (name: string) =>
        call(backend.httpUrl, 'register', {
          username: name,
          displayName: name,
          credential: newCredential().credential,
          device: { id: randomUUID(), name: 'Browser' },
          invitation: 'made up',
        });

      const [taken, free] = [await register(username), await register('nobody_yet')];

      expect(free).toMatchObject({ status: 403, body: { code: 'E_INVITATION_INVALID' } });
      expect(taken).toMatchObject({ status: free.status, body: free.body as object });
    },
  );
});

describe('18. an id', () => {
  test('that is no UUID names nothing', async () => {
    const backend = await startTestBackend();
    const { token } = await backend.register();

    for (const uid of ['1', '..%2f', 'ALICE', '__proto__'])
      expect(await call(backend.httpUrl, 'block', {}, { token, params: { uid } })).toMatchObject({
        status: 404,
      });
  });

  test('of a conversation that exists cannot be taken', async () => {
    const backend = await startTestBackend();
    const [alice, eve] = await Promise.all([backend.register(), backend.register()]);
    const conversation = await createGroup(backend, alice, []);
    const group = { conversation, id: randomUUID(), name: 'Mine now', members: [], history: 'all' as const };

    const answer = await call(backend.httpUrl, 'createGroup', group, { token: eve.token });

    expect(answer).toMatchObject({ status: 409, body: { code: 'E_CONVERSATION_EXISTS' } });
  });

  test('of an invitation or a session of somebody else can do nothing', async () => {
    const backend = await startTestBackend();
    const [alice, eve] = await Promise.all([backend.register(), backend.register()]);
    const { body } = await call(backend.httpUrl, 'invite', {}, { token: alice.token });
    const { id } = (body as { invitation: { id: string } }).invitation;

    const answers = await Promise.all([
      call(backend.httpUrl, 'revokeInvitation', {}, { token: eve.token, params: { id } }),
      call(backend.httpUrl, 'revokeSession', {}, { token: eve.token, params: { sid: alice.sid } }),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
  });
});
