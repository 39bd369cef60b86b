import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AuditCheck, type AuditFilter, pathOf, ROUTES, type ResponseOf } from '@parley/protocol';
import { expect, test } from 'vitest';
import { auditKeys } from '../../src/security/audit/audit-keys.ts';
import { auditProofOf } from '../../src/security/audit/audit-proof-of.ts';
import { nextRecord } from '../../src/domain/audit/audit-chain.ts';
import { checkAudit } from '../../src/domain/audit/check-audit.ts';
import type { AuditEvent as Written, AuditRecord, AuditStore } from '../../src/domain/audit/audit-store.ts';
import { call, VERSION } from '../../testing/call.ts';
import type { TestUser } from '../../testing/register-user.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';

type Page = ResponseOf<'readAudit'>;

async function read(
  { httpUrl }: TestBackend,
  { token }: TestUser,
  filter: AuditFilter = {},
  before?: number,
): Promise<Page> {
  const request = { filter, limit: 100, ...(before !== undefined && { before }) };
  const { status, body } = await call(httpUrl, 'readAudit', request, { token });
  expect(status).toBe(200);
  return body as Page;
}

function ask({ httpUrl }: TestBackend, name: 'exportAudit' | 'checkAudit', token: string, body: object = {}) {
  return fetch(httpUrl + pathOf(ROUTES[name]), {
    method: 'POST',
    headers: { ...VERSION, 'content-type': 'application/json', 'auth-token': token },
    body: JSON.stringify(body),
  });
}

const kindsOf = ({ records }: Page) => records.map(({ kind }) => kind);

test('the newest come first, with the people whom they name', async () => {
  const backend = await startTestBackend();
  const admin = await backend.registerAdmin();
  const person = await backend.register();
  await call(backend.httpUrl, 'logout', {}, { token: person.token });

  const page = await read(backend, admin);

  expect(kindsOf(page).slice(0, 2)).toEqual(['logout', 'registered']);
  expect(page.records[0]).toMatchObject({ uid: person.uid });
  expect(page.records[0]).not.toHaveProperty('chain');
  expect(page.users.map(({ username }) => username)).toContain(person.username);
});

test('filters hold together, and a page goes on where the one before ended', async () => {
  const backend = await startTestBackend();
  const admin = await backend.registerAdmin();
  const person = await backend.register();
  const { audit, clock } = backend.context;
  for (let n = 0; n < 150; n += 1)
    await audit.append({ kind: 'rate_limited', time: clock() + n, uid: person.uid, address: '192.0.2.7' });

  const filter = { kind: 'rate_limited', uid: person.uid, address: '192.0.2.7' } as const;
  const first = await read(backend, admin, filter);
  expect(first.records).toHaveLength(100);
  const second = await read(backend, admin, filter, first.next);
  expect(second.records).toHaveLength(50);
  const span = { ...filter, since: clock() + 10, until: clock() + 19 };
  expect((await read(backend, admin, span)).records).toHaveLength(10);
  expect((await read(backend, admin, { ...filter, address: '192.0.2.8' })).records).toEqual([]);
});

test.each([
  [{ kind: 'no_such_kind' }],
  [{ uid: 'satya' }],
  [{ address: '' }],
  [{ since: -1 }],
  [{ until: 1e99 }],
])('a filter such as %j is refused', async (filter) => {
  const backend = await startTestBackend();
  const { token } = await backend.registerAdmin();
  const answer = await call(backend.httpUrl, 'readAudit', { filter, limit: 1 } as never, { token });
  expect(answer).toMatchObject({ status: 400, body: { code: 'E_BAD_REQUEST' } });
});

test('whoever reads is recorded once a list, whatever they say that they have read before', async () => {
  const backend = await startTestBackend();
  const admin = await backend.registerAdmin();
  const other = await backend.register();
  const readings = async () =>
    (await backend.context.audit.page({ kind: 'audit_read', limit: 10, most: 10 })).records;

  const { records } = await read(backend, admin, { kind: 'registered' });
  expect(await readings()).toMatchObject([{ uid: admin.uid, details: { kind: 'registered' } }]);
  await read(backend, admin, { kind: 'registered' }, records.at(-1)?.seq);
  expect(await readings()).toHaveLength(1);
  await read(backend, admin, { uid: admin.uid }, 2 ** 40);
  expect(await readings()).toMatchObject([{ details: { person: admin.uid } }, {}]);
  // Nobody has begun these lists.
  await read(backend, admin, {}, 3);
  expect(await readings()).toHaveLength(3);
  await call(backend.httpUrl, 'makeAdmin', {}, { token: admin.token, params: { uid: other.uid } });
  await read(backend, other, {}, 3);
  expect(await readings()).toHaveLength(4);
});

test('an export as lines of JSON has whole records, of all pages, and is recorded', async () => {
  const backend = await startTestBackend();
  const admin = await backend.registerAdmin();
  const { audit, clock } = backend.context;
  for (let n = 0; n < 1_200; n += 1) await audit.append({ kind: 'rate_limited', time: clock() + n });

  const answer = await ask(backend, 'exportAudit', admin.token, {
    filter: { kind: 'rate_limited' },
    format: 'jsonl',
  });

  expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const lines = (await answer.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as AuditRecord);
  expect(lines).toHaveLength(1_200);
  const stored = (await audit.after(0, 2_000)).filter(({ kind }) => kind === 'rate_limited');
  expect(lines.toReversed()).toEqual(stored);
  expect(await audit.last()).toMatchObject({
    ...{ kind: 'audit_exported', uid: admin.uid },
    details: { format: 'jsonl', kind: 'rate_limited' },
  });
});

test('an export as CSV has names, and nothing that a spreadsheet computes', async () => {
  const backend = await startTestBackend();
  const admin = await backend.registerAdmin();
  const { audit, clock } = backend.context;
  await audit.append({
    ...{ kind: 'hook_cut', time: clock(), uid: admin.uid, address: '=HYPERLINK("http://evil.test")' },
    details: { a: 'b, "c"' },
  });

  const answer = await ask(backend, 'exportAudit', admin.token, {
    filter: { kind: 'hook_cut' },
    format: 'csv',
  });

  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const [head, line, end] = (await answer.text()).split('\r\n');
  expect(head).toBe('"seq","time","kind","person","username","address","details","chain","signature"');
  expect(line).toContain(
    `"hook_cut","${admin.uid}","${admin.username}","'=HYPERLINK(""http://evil.test"")","{""a"":""b, \\""c\\""""}",`,
  );
  expect(line).toContain(`"${new Date(clock()).toISOString()}"`);
  expect(end).toBe('');
});

test('an export that nobody takes on ends with its connection, and reads no further than it has to', async () => {
  const backend = await startTestBackend({ store: 'memory' });
  const admin = await backend.registerAdmin();
  const { audit, clock } = backend.context;
  const details = { limit: 'x'.repeat(2_000) };
  for (let n = 0; n < 12_000; n += 1)
    await audit.append({ kind: 'rate_limited', time: clock() + n, details });
  let pages = 0;
  const page = audit.page.bind(audit);
  Object.assign(backend.context.audit, {
    page: (query: Parameters<AuditStore['page']>[0]) => {
      pages += 1;
      return page(query);
    },
  });

  const leaving = new AbortController();
  const answer = await fetch(backend.httpUrl + pathOf(ROUTES.exportAudit), {
    method: 'POST',
    headers: { ...VERSION, 'content-type': 'application/json', 'auth-token': admin.token },
    body: JSON.stringify({ filter: {}, format: 'jsonl' }),
    signal: leaving.signal,
  });
  const reader = answer.body?.getReader();
  await reader?.read();
  await expect.poll(() => pages).toBeGreaterThan(1);
  const taken = pages;
  expect(taken).toBeLessThan(24);
  leaving.abort();
  await backend.stop();
  expect(pages).toBeLessThan(24);
});

test('a check says how far it is, and that everything is intact', async () => {
  const backend = await startTestBackend();
  const admin = await backend.registerAdmin();

  const answer = await ask(backend, 'checkAudit', admin.token);

  const lines = (await answer.text())
    .trimEnd()
    .split('\n')
    .map((line) => AuditCheck.parse(JSON.parse(line)));
  expect(lines[0]).toMatchObject({ checked: 0 });
  const count = (await backend.context.audit.last())?.seq;
  expect(lines.at(-1)).toMatchObject({
    ...{ checked: count, of: count },
    finding: {
      verdict: 'fine',
      says: expect.stringMatching(
        /^All \d+ records of the audit log are intact.*\n.*without SECURITY_LOG_FILE\.$/,
      ) as string,
    },
  });
});

const KEY = 'the key of this server, and long enough';
const server = auditKeys([KEY]);
const log = (kinds: readonly Written['kind'][], signer = server, before: readonly AuditRecord[] = []) =>
  kinds.reduce<readonly AuditRecord[]>(
    (made, kind) => [...made, nextRecord(made.at(-1), { kind, time: made.length + 1 }, signer)],
    before,
  );

/** What a check finds in a log. */
async function finding(records: readonly AuditRecord[], file?: string) {
  const audit = {
    after: (seq: number, limit: number) =>
      Promise.resolve(records.filter((each) => each.seq > seq).slice(0, limit)),
    last: () => Promise.resolve(records.at(-1)),
  };
  const checks: AuditCheck[] = [];
  const stores = { audit: audit as unknown as AuditStore, auditProof: auditProofOf(server, file) };
  for await (const check of checkAudit(stores)) checks.push(check);
  return { says: checks.at(-1)?.finding?.says, verdict: checks.at(-1)?.finding?.verdict, checks };
}

test('a check says in words what is broken', async () => {
  const whole = log(['settings_changed', 'registered', 'login', 'logout']);
  const stranger = auditKeys(['a key that somebody made up, long enough']);
  const folder = temporaryFolder();
  const file = folder.path('security.log');
  writeFileSync(file, whole.map((each) => `${JSON.stringify(each)}\n`).join(''));

  expect(await finding([])).toMatchObject({
    verdict: 'problem',
    says: expect.stringContaining('is empty') as string,
  });
  expect((await finding(whole.slice(0, 2), file)).says).toMatch(/^Records 3 to 4 .* not in the database/);
  expect((await finding(whole.filter(({ seq }) => seq !== 2))).says).toMatch(/^Record 2 .* taken out/);
  const anew = log(['login_failed'], stranger, whole.slice(0, 2));
  expect((await finding(anew)).says).toMatch(
    /^Record 3 .* signed with the key [0-9a-f]{16}, which this server/,
  );
  const rewritten = log(['login_failed', 'login'], server, whole.slice(0, 2));
  expect((await finding(rewritten, file)).says).toMatch(/^Record 3 .* another one than in SECURITY_LOG_FILE/);
  expect((await finding(rewritten, file)).says).toContain('The 2 records before it are intact.');
  expect((await finding(whole, file)).says).toContain(`They agree with the 4 records in ${file}.`);
  expect(await finding(whole, join(file, 'missing'))).toMatchObject({ verdict: 'warning' });
  folder.remove();
});

test('a check of many records leaves others their turns, and says how far it is', async () => {
  const many = log(Array.from({ length: 10_001 }, () => 'login' as const));
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 1);
  const { checks } = await finding(many);
  clearInterval(timer);
  expect(checks.map(({ checked }) => checked)).toEqual([0, 5_000, 10_000, 10_001]);
  expect(turns).toBeGreaterThan(20);
});

test('one check goes on at a time, and a page that was left does not keep others from it', async () => {
  const backend = await startTestBackend({ store: 'memory' });
  const admin = await backend.registerAdmin();
  const { audit, clock } = backend.context;
  for (let n = 0; n < 6_000; n += 1) await audit.append({ kind: 'login', time: clock() });

  const first = await ask(backend, 'checkAudit', admin.token);
  const second = await ask(backend, 'checkAudit', admin.token);
  expect(await second.json()).toMatchObject({
    code: 'E_STORE_BUSY',
    message: expect.stringContaining('already') as string,
  });
  await first.body?.cancel();
  await expect
    .poll(async () => (await (await ask(backend, 'checkAudit', admin.token)).text()).includes('intact'), {
      timeout: 10_000,
    })
    .toBe(true);
});
