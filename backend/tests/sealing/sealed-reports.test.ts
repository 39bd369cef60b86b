import { directConversation, type Disclosure } from '@parley/client';
import type { Uuid } from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import { createAdminInvitation } from '../../src/domain/invitations/create-invitation.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';
import { SealedBrowser, WAIT } from './sealed-browser.ts';

// Real signatures and post-quantum seals, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

async function start() {
  const backend = await startTestBackend();
  const { secret } = await createAdminInvitation(backend.context);
  const admin = await SealedBrowser.registerWith(backend, secret);
  const [alice, bob] = [await SealedBrowser.register(backend), await SealedBrowser.register(backend)];
  const id = directConversation(bob.chat, alice.uid);
  await bob.say(id, 'first');
  await bob.say(id, 'pay me');
  await alice.see(id, ['first', 'pay me']);
  return { backend, admin, alice, bob, id };
}

/** Where a message stands in the log, by its order among them. */
async function seqOf({ stores }: TestBackend, conversation: Uuid, at: number): Promise<number> {
  const entries = await stores.conversations.entries(conversation, 1, 100);
  return entries.filter(({ body }) => body.kind === 'message')[at]?.seq ?? 0;
}

/** The first report that is open, checked by the administrator's own client. */
async function checked(admin: SealedBrowser) {
  const reports = await admin.chat.reports();
  const { reports: open } = await reports.page('open');
  return reports.details(open[0]?.id ?? '');
}

async function refusal(task: Promise<unknown>): Promise<unknown> {
  return task.then(
    () => 'taken',
    (error: unknown) => (error as Error).message.replace(/^.*: (\w+)\.$/, '$1'),
  );
}

test('a message that is deleted while it is reported is proven to the administrators, and no other', async () => {
  const { backend, admin, alice, bob, id } = await start();
  const seq = await seqOf(backend, id, 1);
  const reports = await alice.chat.reports();
  const disclosure = await reports.disclosure(id, seq);
  expect(disclosure).toMatchObject({ seq, version: seq, sender: bob.uid, proof: 'signed' });
  expect(disclosure.content).toEqual({ type: 'text', text: 'pay me' });

  await bob.chat.delete(id, seq);
  await alice.see(id, ['first', '(not opened)']);
  await expect(reports.disclosure(id, seq)).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
  await reports.send(disclosure, 'harassment', 'He asks for money.');
  await reports.send(disclosure, 'spam', 'Once more.');

  const { details, shown, device } = await checked(admin);
  expect(shown).toEqual({ kind: 'proven', content: { type: 'text', text: 'pay me' } });
  expect(device).toMatchObject({ id: await bob.browser.device(), addedAt: expect.any(Number) as number });
  expect(details).toMatchObject({
    report: { reporter: alice.uid, sender: bob.uid, reason: 'harassment', words: 'He asks for money.' },
    entry: { seq, payload: { kind: 'erased' } },
    place: { type: 'direct', isSealed: true },
    isDeleted: true,
    mayDelete: false,
  });
  expect((await (await admin.chat.reports()).page('open')).reports).toHaveLength(1);
  const told = await (await bob.chat.reports()).notices();
  expect(told).toEqual([]);
});

test('an edit is proven in the version that was read', async () => {
  const { backend, admin, alice, bob, id } = await start();
  const seq = await seqOf(backend, id, 1);
  await bob.chat.edit(id, seq, { text: 'pay me now' });
  await alice.see(id, ['first', 'pay me now']);
  const reports = await alice.chat.reports();
  const disclosure = await reports.disclosure(id, seq);
  expect(disclosure).toMatchObject({ content: { text: 'pay me now' }, proof: 'signed' });
  expect(disclosure.version).toBeGreaterThan(seq);
  await reports.send(disclosure, 'other', '');
  expect(await checked(admin)).toMatchObject({
    shown: { kind: 'proven', content: { text: 'pay me now' } },
    details: { report: { seq, version: disclosure.version }, isDeleted: false },
  });
});

test('what does not fit is refused by the server, by name', async () => {
  const { backend, alice, bob, id } = await start();
  const [first, seq] = [await seqOf(backend, id, 0), await seqOf(backend, id, 1)];
  const reports = await alice.chat.reports();
  const [other, disclosure] = [await reports.disclosure(id, first), await reports.disclosure(id, seq)];
  if (disclosure.evidence.kind !== 'sealed' || other.evidence.kind !== 'sealed')
    throw new Error('these are sealed');
  const sealed = disclosure.evidence;
  const { payload } = sealed;
  const send = (evidence: Disclosure['evidence'], changed: Partial<Disclosure> = {}) =>
    refusal(reports.send({ ...disclosure, ...changed, evidence }, 'spam', ''));
  const plain = { kind: 'plain', bytes: other.evidence.content } as const;
  expect(await send({ ...sealed, content: other.evidence.content })).toBe('frank');
  expect(await send({ ...sealed, frankKey: other.evidence.frankKey })).toBe('frank');
  expect(await send(other.evidence)).toBe('payload');
  expect(await send({ ...sealed, payload: { ...payload, bytes: `${payload.bytes.slice(0, -4)}AAAA` } })).toBe(
    'payload',
  );
  expect(await send({ kind: 'open', payload: plain })).toBe('evidence');
  expect(await send({ kind: 'open' })).toBe('evidence');
  expect(await send({ kind: 'simple', payload, content: sealed.content })).toBe('evidence');
  const noTarget = "You can't do that with this message.";
  expect(await send(sealed, { version: seq + 1 })).toBe(noTarget);
  expect(await send(sealed, { seq: 1, version: 1 })).toBe(noTarget);
  expect(await send(sealed, { seq: first })).toBe(noTarget);
  const own = await (await bob.chat.reports()).disclosure(id, seq);
  expect(await refusal((await bob.chat.reports()).send(own, 'spam', ''))).toBe(noTarget);
  const stranger = await SealedBrowser.register(backend);
  await expect((await stranger.chat.reports()).send(disclosure, 'spam', '')).rejects.toMatchObject({
    code: 'E_NOT_FOUND',
  });
  expect(await send(sealed)).toBe('taken');
});

test('a server that alters evidence, the entry or the key log proves nothing', async () => {
  const { backend, admin, alice, id } = await start();
  const reports = await alice.chat.reports();
  await reports.send(await reports.disclosure(id, await seqOf(backend, id, 1)), 'spam', '');
  await vi.waitFor(async () => expect((await checked(admin)).shown?.kind).toBe('proven'), WAIT);
  const lies: readonly (readonly [string, string, (text: string) => string])[] = [
    ['/web/admin/reports/', 'frank', (text) => text.replace(/"frankKey":"..../, '"frankKey":"AAAA')],
    ['/web/admin/reports/', 'frank', (text) => text.replace(/"content":".{8}/, '"content":"AAAAAAAA')],
    ['/web/admin/reports/', 'payload', (text) => text.replace(/"hash":"..../, '"hash":"AAAA')],
    ['/web/keylogs', 'device', (text) => text.replace(/"signatures":\["..../g, '"signatures":["AAAA')],
  ];
  for (const [path, expected, alter] of lies) {
    const shown = await lying(admin, backend, path, alter);
    expect([path, shown]).toEqual([path, { kind: 'refused', refusal: expected }]);
  }
});

/** What the administrator's client says of a report while the server alters the answers to one route. */
async function lying(
  admin: SealedBrowser,
  backend: TestBackend,
  path: string,
  alter: (text: string) => string,
): Promise<unknown> {
  let isLying = false;
  const again = await admin.again(backend, {
    lie: (asked, body) =>
      isLying && asked.startsWith(path) ? (JSON.parse(alter(JSON.stringify(body))) as unknown) : body,
  });
  isLying = true;
  try {
    return (await checked(again)).shown;
  } finally {
    isLying = false;
  }
}
