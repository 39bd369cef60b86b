import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ANNOUNCEMENTS, decodeContent, LIMITS, SyncPage, type Entry, type Hook } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { call } from '../../testing/call.ts';
import { createGroup } from '../../testing/create-group.ts';
import type { TestUser } from '../../testing/register-user.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';

type Tool = 'grafana' | 'alertmanager' | 'sentry' | 'gitlab' | 'uptime-kuma';
const payloadOf = (tool: Tool) =>
  readFileSync(join(import.meta.dirname, 'webhook-payloads', `${tool}.json`), 'utf8');

interface Created {
  readonly hook: Hook;
  readonly secret: string;
}

async function start(env: Readonly<Record<string, string>> = {}) {
  const backend = await startTestBackend({ env });
  const owner = await backend.register();
  const room = await createGroup(backend, owner, []);
  const { secret, hook } = await made(backend, owner, room);
  const post = (
    body: string | Uint8Array<ArrayBuffer>,
    headers: Readonly<Record<string, string>> = {},
    key = secret,
  ) => fetch(`${backend.httpUrl}/hooks/${key}`, { method: 'POST', body, headers });
  return { backend, owner, room, hook, post };
}

async function made(backend: TestBackend, owner: TestUser, conversation: string, name = 'Alerts') {
  const { status, body } = await call(
    backend.httpUrl,
    'createIncomingHook',
    { name },
    { token: owner.token, params: { conversation } },
  );
  expect(status).toBe(200);
  return body as Created;
}

async function entriesOf(backend: TestBackend, user: TestUser, conversation: string): Promise<Entry[]> {
  const client = await backend.connect(user);
  const page = await client.get('sync', { direction: 'last', conversation, limit: 50 });
  return SyncPage.parse(page).entries;
}

async function saidIn(backend: TestBackend, user: TestUser, conversation: string) {
  const entries = await entriesOf(backend, user, conversation);
  return entries.flatMap(({ payload, sender }) => {
    const content = payload?.kind === 'plain' ? decodeContent(payload) : undefined;
    return content?.type === 'text' ? [{ text: content.text, sender }] : [];
  });
}

async function hooksOf({ httpUrl }: TestBackend, user: TestUser, conversation: string) {
  const authority = { token: user.token, params: { conversation } };
  const { status, body } = await call(httpUrl, 'hooks', {}, authority);
  return { status, hooks: (body as { hooks?: Hook[] }).hooks };
}

describe('an incoming webhook', () => {
  test.each<[Tool, string]>([
    [
      'grafana',
      'Grafana: [FIRING:1] High CPU (web-1 production) (http://localhost:3000/alerting/list)\n**Firing**\n\nValue: B=97.5, C=1\nLabels:\n - alertname = High CPU\n - instance = web-1\nSilence: http://localhost:3000/alerting/silence/new?matcher=alertname%3DHigh+CPU&matcher=instance%3Dweb-1\nGrafana v11.4.0',
    ],
    [
      'alertmanager',
      'Alertmanager: @all two disks\n[FIRING:2] DiskFull (node a < b) (http://prometheus:9093/#/alerts?receiver=slack)\nDisk at 97 & rising\n<critical>\nseverity: critical\npercent: 97.5\nRunbook: https://runbooks.example.org/DiskFull',
    ],
    [
      'sentry',
      'Sentry: TypeError: x is undefined (https://sentry.example.org/example/web/issues/42/?referrer=slack)\nCulprit: checkout(app/cart.js)\nProject: Example / Web\nTriggered By: Errors in production (https://sentry.example.org/example/web/settings/alerts/rules/7/)\nlevel: error',
    ],
    [
      'gitlab',
      'GitLab: Ann (ann)\nPipeline #31 has failed in 02:11 (https://gitlab.example.org/shop/web/-/pipelines/31/failures)\nBranch: main (https://gitlab.example.org/shop/web/-/commits/main)\nCommit: Fix <input> (https://gitlab.example.org/shop/web/-/commit/1f2e)\nFailed job: test (https://gitlab.example.org/shop/web/-/jobs/9)\nweb',
    ],
    [
      'uptime-kuma',
      'Kuma: Uptime Kuma Alert\n[Shop] [🔴 Down] connect ECONNREFUSED 10.0.0.5:443 @all\n\nUptime Kuma Alert\n**Message**\n[Shop] [🔴 Down] connect ECONNREFUSED 10.0.0.5:443 @all\n**Time (UTC)**\n2026-01-01 00:00:00\nVisit Uptime Kuma: https://status.example.org/dashboard/3',
    ],
  ])('says what %s posts, as JSON and in a form, and answers ok', async (tool, text) => {
    const { backend, owner, room, hook, post } = await start();
    const payload = payloadOf(tool);

    const answers = [
      await post(payload, { 'content-type': 'application/json' }),
      await post(new URLSearchParams({ payload }).toString(), {
        'content-type': 'application/x-www-form-urlencoded',
      }),
    ];

    for (const answer of answers) {
      expect([answer.status, await answer.text()]).toEqual([200, 'ok']);
      expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    }
    const said = await saidIn(backend, owner, room);
    expect(said).toEqual([text, text].map((each) => ({ text: each, sender: hook.author })));
  });

  test('speaks through an account of kind machine, which is in the group', async () => {
    const { backend, owner, room, hook } = await start();
    const [author] = await backend.stores.users.byUid([hook.author ?? '']);
    expect(author).toMatchObject({ kind: 'machine', displayName: 'Alerts', admin: false });
    const state = await backend.stores.conversations.state(room);
    expect(state?.members[hook.author ?? '']).toMatchObject({ role: 'member' });
    expect((await entriesOf(backend, owner, room)).at(-1)?.body).toMatchObject({ kind: 'added' });
  });

  test('needs no cookie, origin or proof, and takes the ones of a browser for nothing', async () => {
    const { post } = await start();
    const headers = { origin: 'https://evil.example', cookie: 'chatToken=x; XSRF-TOKEN=y' };
    expect((await post('{"text":"a"}', headers)).status).toBe(200);
  });

  test('answers in the words of Slack what is wrong, and its page shows the last error', async () => {
    const { backend, owner, room, post } = await start();
    const answer = async (given: Promise<Response>) => {
      const response = await given;
      return [response.status, await response.text()];
    };
    expect(await answer(post('{"text":"fine"}'))).toEqual([200, 'ok']);
    expect(await answer(post('no payload'))).toEqual([400, 'invalid_payload']);
    expect(await answer(post(Uint8Array.of(0x7b, 0xff)))).toEqual([400, 'invalid_payload']);
    expect(await answer(post('{"text":"  "}'))).toEqual([400, 'no_text']);
    expect(await answer(post('{"text":"a"}', {}, 'unknown'))).toEqual([404, 'no_service']);
    expect(await answer(post('{"text":"a"}', { 'content-encoding': 'gzip' }))).toEqual([
      415,
      'invalid_payload',
    ]);
    const { hooks } = await hooksOf(backend, owner, room);
    expect(hooks).toMatchObject([
      { name: 'Alerts', lastSuccessAt: backend.clock.read(), lastError: { message: 'no_text' } },
    ]);
    expect(JSON.stringify(hooks)).not.toContain('secret');
    await call(
      backend.httpUrl,
      'endGroup',
      { id: crypto.randomUUID() },
      { token: owner.token, params: { conversation: room } },
    );
    expect(await answer(post('{"text":"a"}'))).toEqual([410, 'channel_is_archived']);
  });

  test('takes a megabyte, cuts what does not fit with a mark, and no more than that', async () => {
    const { backend, owner, room, post } = await start();
    const largest = LIMITS.hookBodyBytes - '{"text":""}'.length;

    expect(await (await post(`{"text":"${'x'.repeat(largest)}"}`)).text()).toBe('ok');
    const tooLarge = await post(`{"text":"${'x'.repeat(largest + 1)}"}`);

    expect([tooLarge.status, await tooLarge.text()]).toEqual([413, 'invalid_payload']);
    const [said] = await saidIn(backend, owner, room);
    expect(said?.text).toMatch(/^x{32000,}\n\[cut: this was longer\]$/);
  });

  test('says markup as the text that it is', async () => {
    const { backend, owner, room, post } = await start();
    const text = '<script>alert(1)</script> <img src=x onerror=alert(1)>';
    await post(JSON.stringify({ text }));
    expect(await saidIn(backend, owner, room)).toMatchObject([{ text }]);
  });

  test.each(['', '  ', 'a\u0000b', 'a\nb', 'a\u200bb', '\u202ebot', '\u200b', 'x'.repeat(51)])(
    'has no name that clients refuse as the name of an account: %j',
    async (name) => {
      const { backend, owner, room } = await start();
      const authority = { token: owner.token, params: { conversation: room } };
      const outgoing = { name, url: 'https://example.org/', words: ['*'] };
      const answers = [
        await call(backend.httpUrl, 'createIncomingHook', { name }, authority),
        await call(backend.httpUrl, 'createOutgoingHook', outgoing, authority),
      ];
      for (const answer of answers)
        expect(answer).toMatchObject({ status: 400, body: { code: 'E_BAD_REQUEST' } });
    },
  );

  test('is limited by itself, and says when to come back', async () => {
    const { backend, owner, room, post } = await start({ HTTP_RATE_LIMIT: '300' });
    const other = await made(backend, owner, room);
    for (let i = 0; i < 60; i++) expect((await post('{"text":"a"}')).status).toBe(200);

    const refused = await post('{"text":"a"}');

    expect([refused.status, await refused.text()]).toEqual([429, 'rate_limited']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await post('{"text":"a"}', {}, other.secret)).status).toBe(200);
  });

  test('is made, seen and revoked by owners and admins, and revoked it takes nothing', async () => {
    const { backend, owner, room, hook, post } = await start();
    const [member, stranger] = [await backend.register(), await backend.register()];
    await call(
      backend.httpUrl,
      'addMembers',
      { id: crypto.randomUUID(), members: [member.uid] },
      { token: owner.token, params: { conversation: room } },
    );
    const revoke = (user: TestUser) =>
      call(
        backend.httpUrl,
        'revokeHook',
        {},
        {
          token: user.token,
          params: { conversation: room, hook: hook.id },
        },
      );

    expect((await hooksOf(backend, member, room)).status).toBe(403);
    expect((await hooksOf(backend, stranger, room)).status).toBe(404);
    expect((await revoke(member)).status).toBe(403);
    expect((await revoke(owner)).status).toBe(200);
    expect((await revoke(owner)).status).toBe(404);
    expect((await hooksOf(backend, owner, room)).hooks).toEqual([]);
    expect(await (await post('{"text":"a"}')).text()).toBe('no_service');
    expect(await saidIn(backend, owner, room)).toEqual([]);
    const audited = (await backend.stores.audit.after(0, 100)).map(({ kind }) => kind);
    expect(audited).toEqual(expect.arrayContaining(['hook_created', 'hook_revoked']));
  });

  test('into the announcements is for administrators', async () => {
    const backend = await startTestBackend();
    const [admin, other] = [await backend.registerAdmin(), await backend.register()];
    const { secret } = await made(backend, admin, ANNOUNCEMENTS, 'News');
    expect((await hooksOf(backend, other, ANNOUNCEMENTS)).status).toBe(403);

    const answer = await fetch(`${backend.httpUrl}/hooks/${secret}`, {
      method: 'POST',
      body: '{"text":"soup"}',
    });

    expect(await answer.text()).toBe('ok');
    expect(await saidIn(backend, other, ANNOUNCEMENTS)).toMatchObject([{ text: 'soup' }]);
  });

  test.each(['removed', 'deactivated'])('takes nothing once who made it is %s', async (how) => {
    const { backend, owner, room, post } = await start();
    const other = await backend.register();
    const params = { conversation: room };
    const [byOwner, byOther] = [owner, other].map(({ token }) => ({ token, params }));
    const change = { id: crypto.randomUUID(), member: other.uid, role: 'owner' as const };
    await call(backend.httpUrl, 'addMembers', { id: crypto.randomUUID(), members: [other.uid] }, byOwner);
    await call(backend.httpUrl, 'changeRole', change, byOwner);
    const removal = { id: crypto.randomUUID(), member: owner.uid };
    if (how === 'removed') await call(backend.httpUrl, 'removeMember', removal, byOther);
    else await backend.stores.users.setStanding(owner.uid, { removed: true });

    const answer = await post('{"text":"a"}');

    expect([answer.status, await answer.text()]).toEqual([403, 'action_prohibited']);
    expect(await saidIn(backend, other, room)).toEqual([]);
  });

  test('into the announcements takes nothing once who made it is deactivated', async () => {
    const backend = await startTestBackend();
    const admin = await backend.registerAdmin();
    const { secret } = await made(backend, admin, ANNOUNCEMENTS, 'News');
    await backend.registerAdmin();
    await backend.stores.users.setStanding(admin.uid, { removed: true });

    const answer = await fetch(`${backend.httpUrl}/hooks/${secret}`, {
      method: 'POST',
      body: '{"text":"soup"}',
    });

    expect([answer.status, await answer.text()]).toEqual([403, 'action_prohibited']);
  });

  test('of a suspended account takes nothing', async () => {
    const { backend, hook, post } = await start();
    await backend.stores.users.setStanding(hook.author ?? '', { removed: true });
    const answer = await post('{"text":"a"}');
    expect([answer.status, await answer.text()]).toEqual([403, 'account_inactive']);
  });
});

test('a conversation has a bounded number of webhooks', async () => {
  const { backend, owner, room } = await start();
  for (let i = 1; i < LIMITS.hooks; i++) await made(backend, owner, room);
  const { status, body } = await call(
    backend.httpUrl,
    'createIncomingHook',
    { name: 'x' },
    { token: owner.token, params: { conversation: room } },
  );
  expect([status, body]).toMatchObject([409, { code: 'E_TOO_MANY_HOOKS' }]);
});
