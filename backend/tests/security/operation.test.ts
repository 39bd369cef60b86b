import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import { verifyAudit } from '../../src/domain/audit/verify-audit.ts';
import { KnownHeads } from '../../src/domain/audit/known-heads.ts';
import type { AuditStore } from '../../src/domain/audit/audit-store.ts';
import { auditKeys } from '../../src/security/audit/audit-keys.ts';
import { createLogger } from '../../src/logging/logger.ts';
import { call, type HttpAnswer } from '../../testing/call.ts';
import { openSocket } from '../../testing/connect-client.ts';
import { createGroup } from '../../testing/create-group.ts';
import { logIn, proofOf } from '../../testing/log-in.ts';
import { privateText } from '../../testing/message.ts';
import { refusalOf } from '../../testing/refusal-of.ts';
import { newCredential } from '../../testing/register-user.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';

describe('24. the audit log', () => {
  test('tells what happened, chained so that it shows when somebody changes it', async () => {
    const backend = await startTestBackend();
    const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
    await logIn(backend.httpUrl, { ...alice, key: newCredential().key });
    await logIn(backend.httpUrl, alice);
    const conversation = await createGroup(backend, alice, [bob]);
    const as = { token: alice.token, params: { conversation } };
    await call(backend.httpUrl, 'changeRole', { id: randomUUID(), member: bob.uid, role: 'admin' }, as);
    await call(backend.httpUrl, 'removeMember', { id: randomUUID(), member: bob.uid }, as);
    await call(backend.httpUrl, 'endGroup', { id: randomUUID() }, as);
    await call(backend.httpUrl, 'logout', {}, { token: alice.token });

    const records = await backend.stores.audit.after(0, 100);
    const signer = auditKeys(['a key of the tests that is long enough']);

    expect(records.slice(2).map(({ kind }) => kind)).toEqual([
      'login_failed',
      'login',
      'group_created',
      'role_changed',
      'member_removed',
      'group_ended',
      'logout',
    ]);
    const check = (audit: Pick<AuditStore, 'after'>) => verifyAudit(audit, signer, new KnownHeads());
    expect(await check(backend.stores.audit)).toMatchObject({ sound: records.length });
    expect(await check(backend.stores.audit)).not.toHaveProperty('problem');
    const tampered = {
      after: async (seq: number, limit: number) =>
        (await backend.stores.audit.after(seq, limit)).map((record) =>
          record.seq === 3 ? { ...record, kind: 'login' as const } : record,
        ),
    };
    expect(await check(tampered)).toMatchObject({ sound: 2, problem: { kind: 'changed', at: 3 } });
  });

  test('tells a change of a group once, however often it is tried again', async () => {
    const backend = await startTestBackend();
    const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
    const conversation = randomUUID();
    const as = { token: alice.token, params: { conversation } };
    const creation = {
      conversation,
      id: randomUUID(),
      name: 'Rowers',
      members: [bob.uid],
      history: 'all' as const,
    };
    const [role, removal, end] = [randomUUID(), randomUUID(), randomUUID()];
    const twice = async (change: () => Promise<HttpAnswer>) => {
      const first = await change();
      expect(first).toMatchObject({ status: 200 });
      expect(await change()).toMatchObject({ status: 200, body: first.body });
    };

    await twice(() => call(backend.httpUrl, 'createGroup', creation, as));
    await twice(() => call(backend.httpUrl, 'changeRole', { id: role, member: bob.uid, role: 'admin' }, as));
    await twice(() => call(backend.httpUrl, 'removeMember', { id: removal, member: bob.uid }, as));
    await twice(() => call(backend.httpUrl, 'endGroup', { id: end }, as));

    const records = await backend.stores.audit.after(0, 100);
    expect(records.filter(({ details }) => details?.conversation === conversation)).toMatchObject([
      { kind: 'group_created', uid: alice.uid },
      { kind: 'role_changed', uid: alice.uid, details: { conversation, member: bob.uid, role: 'admin' } },
      { kind: 'member_removed', uid: alice.uid, details: { conversation, member: bob.uid } },
      { kind: 'group_ended', uid: alice.uid },
    ]);
  });

  test('tells whose requests, messages or connections were too many', async () => {
    const env = { HTTP_RATE_LIMIT: '5', MESSAGE_RATE_LIMIT: '1', MESSAGE_BURST_LIMIT: '1' };
    const backend = await startTestBackend({ env: { ...env, MAX_CLIENTS_PER_USER: '1' } });
    const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
    const client = await backend.connect(alice);

    await client.ask('privateMessage', privateText(alice, bob, 'one'));
    await client.ask('privateMessage', privateText(alice, bob, 'two'));
    await refusalOf(openSocket(backend.wsUrl, alice.token));
    for (let i = 0; i < 6; i++) await call(backend.httpUrl, 'sessions', {}, { token: alice.token });

    const limited = async () =>
      (await backend.stores.audit.after(0, 100)).filter(({ kind }) => kind === 'rate_limited');
    await expect.poll(limited).toMatchObject([
      { uid: alice.uid, address: '127.0.0.1', details: { limit: 'privateMessage' } },
      { address: '127.0.0.1', details: { limit: 'connection' } },
      { address: '127.0.0.1', details: { limit: '/web/sessions' } },
    ]);
  });

  test('goes to a file too, where one is named', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'parley-audit-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'security.log');
    const backend = await startTestBackend({ env: { SECURITY_LOG_FILE: file } });
    await backend.register();

    const [record] = await backend.stores.audit.after(0, 1);

    // The file is there before the line is in it.
    const lineOf = async () => JSON.parse(await readFile(file, 'utf8')) as unknown;
    await expect.poll(lineOf).toEqual(JSON.parse(JSON.stringify(record)));
  });
});

test('25. logs hold no tokens, passwords or bodies after a full run', async () => {
  let log = '';
  const stream = new Writable({
    write: (chunk, _, done) => {
      log += String(chunk);
      done();
    },
  });
  const logger = createLogger({ level: 'trace', pretty: false, stream });
  const backend = await startTestBackend({ parts: { logger } });
  const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
  const client = await backend.connect(alice);
  const message = privateText(alice, bob, 'for nobody else’s eyes');
  const proof = await proofOf(backend.httpUrl, alice);
  await client.get('privateMessage', message);
  await logIn(backend.httpUrl, alice, proof);
  backend.stores.users.search = () => Promise.reject(new Error('broken'));
  await call(backend.httpUrl, 'people', {}, { token: alice.token });
  logger.warn({
    request: { headers: { authorization: alice.token, cookie: alice.token } },
    token: alice.token,
    payload: message.payload,
  });

  expect(log).toContain('broken');
  for (const secret of [alice.token, proof.signature, message.payload?.bytes ?? '', 'nobody else'])
    expect(log).not.toContain(secret);
});

describe('26. a server that is asked to stop', () => {
  test('acknowledges what is in flight, tells its clients to come back, and closes the stores', async () => {
    const backend = await startTestBackend({ store: 'sqlite' });
    const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
    const client = await backend.connect(alice);
    const messages = Array.from({ length: 50 }, (_, i) => privateText(alice, bob, `${i}`));
    await client.get('privateMessage', privateText(alice, bob, 'first'));
    const closed = new Promise((resolve) => client.socket.once('disconnect', resolve));

    const answers = messages.map((message) => client.ask('privateMessage', message));
    await client.settled();
    await backend.stop();

    expect((await Promise.all(answers)).every(({ success }) => success)).toBe(true);
    expect(['io server disconnect', 'transport close']).toContain(await closed);
    await expect(backend.stores.users.count()).rejects.toThrow();
    await expect(fetch(`${backend.httpUrl}/web/health`)).rejects.toThrow();
  });

  test('does not wait for somebody who holds a connection open', { timeout: 5_000 }, async () => {
    const backend = await startTestBackend();
    const request = await fetch(`${backend.httpUrl}/web/health`, { keepalive: true });

    await backend.stop();

    expect(request.status).toBe(200);
  });
});
