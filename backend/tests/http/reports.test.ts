import { randomUUID } from 'node:crypto';
import {
  encodeContent,
  REPORT_ROUTES,
  type MessageReport,
  type RequestOf,
  type RouteName,
} from '@parley/protocol';
import { expect, test } from 'vitest';
import { call } from '../../testing/call.ts';
import { createGroup } from '../../testing/create-group.ts';
import { groupText, privateText } from '../../testing/message.ts';
import type { TestUser } from '../../testing/register-user.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';

const DAY = 24 * 60 * 60 * 1_000;

async function start() {
  const backend = await startTestBackend();
  const admin = await backend.registerAdmin();
  const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
  const group = await createGroup(backend, alice, [bob]);
  const socket = await backend.connect(bob);
  const asks = <Name extends RouteName>(
    { token }: Pick<TestUser, 'token'>,
    name: Name,
    request: RequestOf<Name>,
    params: Readonly<Record<string, string>> = {},
  ) => call(backend.httpUrl, name, request, { token, params });
  /** Bob says something. @returns what a report of it says */
  const says = async (text: string): Promise<MessageReport> => {
    const { seq } = await socket.get('groupMessage', groupText(group, text));
    return {
      ...{ conversation: group, seq, version: seq, reason: 'spam', words: 'again' },
      evidence: { kind: 'open' },
    };
  };
  const change = (kind: 'edit' | 'deletion', target: number, text = '') =>
    socket.get('groupMessage', {
      ...{ conversation: group, id: randomUUID(), body: { kind, target } },
      ...(kind === 'edit' && { payload: encodeContent({ type: 'text', text }) }),
    });
  const open = async () =>
    REPORT_ROUTES.reports.response.parse((await asks(admin, 'reports', { state: 'open' })).body);
  const reports = async (text = 'buy this') => {
    const said = await says(text);
    await asks(alice, 'reportMessage', said);
    return { ...said, report: (await open()).reports[0]?.id ?? '' };
  };
  const decide = (report: string, decision: RequestOf<'decideReport'>, by = admin) =>
    asks(by, 'decideReport', decision, { report });
  const audited = async () =>
    (await backend.stores.audit.after(0, 500)).filter(({ kind }) => kind.includes('report'));
  return { backend, admin, alice, bob, group, socket, asks, says, change, open, reports, decide, audited };
}

test('only administrators read and decide reports', async () => {
  const { alice, asks, reports } = await start();
  const { report } = await reports();
  const params = { report, uid: alice.uid };
  const answers = await Promise.all([
    asks(alice, 'reports', { state: 'open' }),
    asks(alice, 'report', {}, params),
    asks(alice, 'decideReport', { kind: 'dismiss' }, params),
    asks(alice, 'unmute', {}, params),
  ]);
  expect(answers.map(({ body }) => body)).toMatchObject(answers.map(() => ({ code: 'E_FORBIDDEN' })));
});

test('an open message is kept as it was reported, though it is edited and deleted later', async () => {
  const { backend, admin, alice, bob, group, asks, change, reports, audited } = await start();
  const { seq, report } = await reports('buy this');
  await change('edit', seq, 'nothing');
  await change('deletion', seq);
  const { body } = await asks(admin, 'report', {}, { report });
  const details = REPORT_ROUTES.report.response.parse(body);
  expect(details).toMatchObject({
    report: { reporter: alice.uid, sender: bob.uid, seq, version: seq, words: 'again', reason: 'spam' },
    evidence: { kind: 'open', payload: encodeContent({ type: 'text', text: 'buy this' }) },
    entry: { seq, sender: bob.uid, payload: { kind: 'erased', was: 'plain' } },
    place: { type: 'group', name: 'A group', isSealed: false },
    isDeleted: true,
  });
  expect(details.users.map(({ uid }) => uid).sort()).toEqual([alice.uid, bob.uid].sort());
  expect(await audited()).toMatchObject([
    { kind: 'message_reported', details: { report, reason: 'spam' } },
    { kind: 'report_read', uid: admin.uid, details: { report } },
  ]);
  for (const secret of [alice.uid, group]) expect(JSON.stringify(await audited())).not.toContain(secret);
  expect(JSON.stringify(await backend.stores.audit.after(0, 500))).not.toContain('buy this');
});

test('what was deleted before is taken only with the bytes whose hash the log has', async () => {
  const { alice, asks, says, change } = await start();
  const said = await says('buy this');
  await change('deletion', said.seq);
  const report = (evidence: MessageReport['evidence']) => asks(alice, 'reportMessage', { ...said, evidence });
  const code = { body: { code: 'E_EVIDENCE' } };
  expect(await report({ kind: 'open' })).toMatchObject(code);
  const invented = encodeContent({ type: 'text', text: 'invented' });
  expect(await report({ kind: 'open', payload: invented })).toMatchObject(code);
  const payload = encodeContent({ type: 'text', text: 'buy this' });
  expect(await report({ kind: 'open', payload })).toMatchObject({ status: 200 });
});

test('an edit is reported as such, and what is not a version of the message is refused', async () => {
  const { admin, alice, asks, says, change, open } = await start();
  const [said, other] = [await says('buy this'), await says('another')];
  const { seq: version } = await change('edit', said.seq, 'buy that');
  const target = { body: { code: 'E_TARGET' } };
  const report = (changed: Partial<MessageReport>) => asks(alice, 'reportMessage', { ...said, ...changed });
  expect(await report({ version: other.seq })).toMatchObject(target);
  expect(await report({ seq: other.seq, version })).toMatchObject(target);
  expect(await report({ seq: version, version })).toMatchObject(target);
  expect(await report({ seq: 1, version: 1 })).toMatchObject(target);
  expect(await report({ version: 1_000 })).toMatchObject(target);
  expect(await report({ conversation: randomUUID() })).toMatchObject({ body: { code: 'E_NOT_FOUND' } });
  expect(await report({ version })).toMatchObject({ status: 200 });
  const { reports } = await open();
  const { body } = await asks(admin, 'report', {}, { report: reports[0]?.id ?? '' });
  const payload = encodeContent({ type: 'text', text: 'buy that' });
  expect(body).toMatchObject({ report: { version }, evidence: { payload } });
});

test('a message is reported once a person, by those who may read it, and not by who wrote it', async () => {
  const { backend, alice, bob, asks, says, open } = await start();
  const said = await says('buy this');
  const first = await asks(alice, 'reportMessage', said);
  backend.clock.advance(1_000);
  expect((await asks(alice, 'reportMessage', { ...said, words: 'more' })).body).toEqual(first.body);
  expect(await open()).toMatchObject({ open: 1, reports: [{ words: 'again' }] });
  expect(await asks(bob, 'reportMessage', said)).toMatchObject({ body: { code: 'E_TARGET' } });
  const stranger = await backend.register();
  expect(await asks(stranger, 'reportMessage', said)).toMatchObject({ body: { code: 'E_NOT_FOUND' } });
});

test('so many reports of a person are open and no more', async () => {
  const { alice, asks, says, decide, open } = await start();
  for (let i = 0; i < 20; i++) await asks(alice, 'reportMessage', await says(`${i}`));
  const one = await says('one more');
  expect(await asks(alice, 'reportMessage', one)).toMatchObject({ body: { code: 'E_TOO_MANY_REPORTS' } });
  await decide((await open()).reports[0]?.id ?? '', { kind: 'dismiss' });
  expect(await asks(alice, 'reportMessage', one)).toMatchObject({ status: 200 });
});

test('a decision ends a report, and takes the evidence away', async () => {
  const { admin, bob, asks, reports, decide, open, audited } = await start();
  const { report } = await reports();
  const end = { kind: 'dismiss', by: admin.uid };
  expect(await decide(report, { kind: 'dismiss' })).toMatchObject({ status: 200, body: { end } });
  expect(await decide(report, { kind: 'warn', words: '' })).toMatchObject({
    body: { code: 'E_REPORT_ENDED' },
  });
  expect(await decide(randomUUID(), { kind: 'dismiss' })).toMatchObject({ body: { code: 'E_NOT_FOUND' } });
  const { body } = await asks(admin, 'report', {}, { report });
  expect(body).toMatchObject({ report: { end } });
  expect(body).not.toHaveProperty('evidence');
  expect(body).not.toHaveProperty('entry');
  expect(await open()).toMatchObject({ reports: [], open: 0 });
  expect(await asks(admin, 'reports', { state: 'ended' })).toMatchObject({
    body: { reports: [{ id: report, end }] },
  });
  expect(await audited()).toMatchObject([
    { kind: 'message_reported' },
    { kind: 'report_decided', uid: admin.uid, details: { report, decision: 'dismiss', user: bob.uid } },
  ]);
});

test('whoever is warned reads it once, and nothing of the report', async () => {
  const { backend, alice, bob, asks, reports, decide } = await start();
  const { report, conversation } = await reports();
  await decide(report, { kind: 'warn', words: 'Please be kind.' });
  const { body } = await asks(bob, 'notices', {});
  const time = backend.clock.read();
  expect(body).toEqual({ notices: [{ id: report, time, kind: 'warning', words: 'Please be kind.' }] });
  for (const secret of [alice.uid, conversation]) expect(JSON.stringify(body)).not.toContain(secret);
  expect(await asks(alice, 'notices', {})).toMatchObject({ body: { notices: [] } });
  const params = { notice: report };
  expect(await asks(alice, 'acknowledgeNotice', {}, params)).toMatchObject({ status: 404 });
  expect(await asks(bob, 'acknowledgeNotice', {}, params)).toMatchObject({ status: 200 });
  expect(await asks(bob, 'notices', {})).toMatchObject({ body: { notices: [] } });
});

test('whoever is muted says nothing anywhere until then, and a retry of what was stored is answered', async () => {
  const { backend, admin, alice, bob, group, socket, asks, reports, decide, audited } = await start();
  const before = groupText(group, 'before');
  const stored = await socket.get('groupMessage', before);
  const { seq, report } = await reports();
  await decide(report, { kind: 'mute', seconds: 60, words: '' });
  const muted = { error: { code: 'E_MUTED', retryAfterMs: 60_000 } };
  expect(await socket.ask('groupMessage', groupText(group, 'hello'))).toMatchObject(muted);
  expect(await socket.ask('privateMessage', privateText(bob, alice, 'hello'))).toMatchObject(muted);
  const payload = encodeContent({ type: 'text', text: 'other' });
  const changes = [
    { body: { kind: 'edit', target: seq }, payload },
    {
      body: { kind: 'reaction', target: seq },
      payload: encodeContent({ type: 'reaction', emoji: '👍', on: true }),
    },
  ] as const;
  for (const one of changes)
    expect(await socket.ask('groupMessage', { conversation: group, id: randomUUID(), ...one })).toMatchObject(
      muted,
    );
  const rename = { id: randomUUID(), name: 'hello' };
  expect(await asks(bob, 'renameGroup', rename, { conversation: group })).toMatchObject({
    body: { code: 'E_MUTED' },
  });
  expect(await socket.get('groupMessage', before)).toEqual(stored);
  const deletion = { kind: 'deletion', target: seq } as const;
  await socket.get('groupMessage', { conversation: group, id: randomUUID(), body: deletion });
  const until = backend.clock.read() + 60_000;
  expect(await asks(bob, 'notices', {})).toMatchObject({ body: { notices: [{ kind: 'mute', until }] } });
  expect((await audited()).at(-1)).toMatchObject({ details: { until: new Date(until).toISOString() } });

  backend.clock.advance(59_999);
  expect(await socket.ask('groupMessage', groupText(group, 'hello'))).toHaveProperty('error');
  backend.clock.advance(1);
  await socket.get('groupMessage', groupText(group, 'hello'));

  await decide((await reports('again')).report, { kind: 'mute', seconds: 60, words: '' });
  expect(await socket.ask('groupMessage', groupText(group, 'hello'))).toHaveProperty('error');
  expect(await asks(admin, 'unmute', {}, { uid: bob.uid })).toMatchObject({ status: 200 });
  await socket.get('groupMessage', groupText(group, 'hello'));
  expect(await asks(admin, 'unmute', {}, { uid: bob.uid })).toMatchObject({ status: 404 });
});

test('whoever is deactivated is logged out, and no administrator learns what is reported of themselves', async () => {
  const { backend, admin, alice, bob, asks, reports, decide, open } = await start();
  await decide((await reports()).report, { kind: 'deactivate' });
  expect(await asks(bob, 'session', {})).toMatchObject({ status: 401 });
  const room = await createGroup(backend, admin, [alice]);
  const { seq } = await (await backend.connect(admin)).get('groupMessage', groupText(room, 'mine'));
  const place = { conversation: room, seq, version: seq };
  await asks(alice, 'reportMessage', { ...place, reason: 'other', words: '', evidence: { kind: 'open' } });
  expect(await open()).toMatchObject({ reports: [], open: 0 });
  const other = await backend.registerAdmin();
  const { body } = await asks(other, 'reports', { state: 'open' });
  const { reports: waiting, open: count } = REPORT_ROUTES.reports.response.parse(body);
  expect({ waiting, count }).toMatchObject({ waiting: [{ sender: admin.uid }], count: 1 });
  const report = waiting[0]?.id ?? '';
  const missing = { body: { code: 'E_NOT_FOUND' } };
  for (const kind of ['dismiss', 'deactivate'] as const)
    expect(await decide(report, { kind })).toMatchObject(missing);
  expect(await asks(admin, 'report', {}, { report })).toMatchObject(missing);
  expect(await decide(report, { kind: 'dismiss' }, other)).toMatchObject({ status: 200 });
  expect(await asks(admin, 'reports', { state: 'ended' })).toMatchObject({
    body: { reports: [{ end: { kind: 'deactivate' } }] },
  });
  expect(await asks(admin, 'report', {}, { report })).toMatchObject(missing);
});

test('an administrator deletes where the rules of the log let them, and nowhere else', async () => {
  const { backend, admin, alice, asks, reports, decide, open } = await start();
  const { report } = await reports();
  expect(await asks(admin, 'report', {}, { report })).toMatchObject({ body: { mayDelete: false } });
  expect(await decide(report, { kind: 'delete' })).toMatchObject({ body: { code: 'E_FORBIDDEN' } });
  expect(await open()).toMatchObject({ open: 1 });

  const own = await createGroup(backend, admin, [alice]);
  const carol = await backend.register();
  await asks(admin, 'addMembers', { id: randomUUID(), members: [carol.uid] }, { conversation: own });
  const { seq } = await (await backend.connect(carol)).get('groupMessage', groupText(own, 'rude'));
  const evidence = { kind: 'open' } as const;
  await asks(alice, 'reportMessage', {
    ...{ conversation: own, seq, version: seq, reason: 'hate', words: '', evidence },
  });
  const second = (await open()).reports.find(({ conversation }) => conversation === own)?.id ?? '';
  expect(await asks(admin, 'report', {}, { report: second })).toMatchObject({ body: { mayDelete: true } });
  expect(await decide(second, { kind: 'delete' })).toMatchObject({ body: { end: { kind: 'delete' } } });
  expect(await backend.stores.conversations.entries(own, seq, seq)).toMatchObject([
    { payload: { kind: 'erased' } },
  ]);
});

test('a report that nobody decides ends after 90 days, and its evidence goes', async () => {
  const { backend, reports, audited } = await start();
  const { report } = await reports();
  const { stores } = backend;
  // Their sessions are over by then.
  await backend.pass(90 * DAY);
  expect(await stores.reports.find(report)).toHaveProperty('evidence');
  await backend.pass(60_000);
  const ended = await stores.reports.find(report);
  expect(ended).toMatchObject({ end: { kind: 'expired', time: backend.clock.read() } });
  expect(ended).not.toHaveProperty('evidence');
  expect((await audited()).at(-1)).toMatchObject({ kind: 'report_expired', details: { report } });
});
