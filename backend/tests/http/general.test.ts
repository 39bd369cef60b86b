import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { ANNOUNCEMENTS, GENERAL, LIMITS, ParleyError, type Entry } from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import { createLogger } from '../../src/logging/logger.ts';
import { call } from '../../testing/call.ts';
import { newCredential, type TestUser } from '../../testing/register-user.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';

function kindsOf({ context }: TestBackend): Promise<readonly Entry[]> {
  return context.conversations.entries(GENERAL, 1, 1_000);
}

const conversationsOf = ({ context }: TestBackend, { uid }: TestUser) =>
  context.conversations.conversationsOf(uid);

function create({ httpUrl }: TestBackend, { token }: Pick<TestUser, 'token'>, id = randomUUID()) {
  return call(httpUrl, 'createGeneral', { id }, { token });
}

test('a deployment begins with its administrator and a room, which everyone joins who registers', async () => {
  const backend = await startTestBackend();
  const ada = await backend.registerAdmin();
  const people = await Promise.all([backend.register(), backend.register(), backend.register()]);
  for (const user of [ada, ...people])
    expect((await conversationsOf(backend, user)).toSorted()).toEqual([ANNOUNCEMENTS, GENERAL].toSorted());
  const entries = await kindsOf(backend);
  expect(entries.map(({ body }) => body.kind)).toEqual(['created', 'joined', 'joined', 'joined']);
  expect(entries[0]).toMatchObject({ sender: ada.uid, body: { name: 'general' } });
  const { body } = await call(backend.httpUrl, 'rooms', {}, { token: ada.token });
  expect(body).toMatchObject({
    rooms: [{ conversation: GENERAL, name: 'general', memberCount: 4, joined: true }],
  });
});

test('nobody has unread messages in the room that they came into, and none are counted for its entries', async () => {
  const backend = await startTestBackend();
  const ada = await backend.registerAdmin();
  const bob = await backend.register();
  for (const user of [ada, bob]) {
    const { heads } = await (await backend.connect(user)).get('heads', {});
    expect(heads.find(({ conversation }) => conversation === GENERAL)).toMatchObject({ unread: 0, count: 0 });
  }
});

test('accounts that were there before are not taken into it; an administrator is offered it once', async () => {
  const backend = await startTestBackend();
  const bob = await backend.register();
  const ada = await backend.registerAdmin();
  const offered = () => call(backend.httpUrl, 'general', {}, { token: ada.token });
  expect(await kindsOf(backend)).toEqual([]);
  expect(await offered()).toMatchObject({ status: 200, body: { offered: true } });
  expect(await call(backend.httpUrl, 'general', {}, { token: bob.token })).toMatchObject({ status: 403 });
  expect(await create(backend, bob)).toMatchObject({ status: 403, body: { code: 'E_FORBIDDEN' } });

  const id = randomUUID();
  const created = await create(backend, ada, id);
  expect(created).toMatchObject({ status: 200, body: { conversation: GENERAL, seq: 1, sender: ada.uid } });
  expect(await create(backend, ada, id)).toMatchObject({ status: 200, body: created.body });
  expect(await create(backend, ada)).toMatchObject({ body: { code: 'E_CONVERSATION_EXISTS' } });
  expect(await offered()).toMatchObject({ body: { offered: false } });
  expect(await conversationsOf(backend, bob)).toEqual([ANNOUNCEMENTS]);
  const eve = await backend.register();
  expect(await conversationsOf(backend, eve)).toContain(GENERAL);
});

test('a room that somebody called general is not taken for it', async () => {
  const backend = await startTestBackend();
  const bob = await backend.register();
  const room = { conversation: randomUUID(), id: randomUUID(), name: 'General' };
  await call(backend.httpUrl, 'createRoom', room, { token: bob.token });
  const ada = await backend.registerAdmin();
  expect(await create(backend, ada)).toMatchObject({ body: { code: 'E_ROOM_NAME_TAKEN' } });
  expect(await conversationsOf(backend, await backend.register())).toEqual([ANNOUNCEMENTS]);
});

test('nobody takes its place with a room or a group of their own', async () => {
  const backend = await startTestBackend();
  const { token } = await backend.register();
  const named = { conversation: GENERAL, id: randomUUID(), name: 'Mine' };
  expect(await call(backend.httpUrl, 'createRoom', named, { token })).toMatchObject({ status: 400 });
  const group = { ...named, members: [], history: 'all' as const };
  expect(await call(backend.httpUrl, 'createGroup', group, { token })).toMatchObject({ status: 400 });
});

test('whoever left is not taken into it again, and once it is deleted nobody is, nor is it offered again', async () => {
  const backend = await startTestBackend();
  const [ada, bob] = [await backend.registerAdmin(), await backend.register()];
  const change = ({ token }: TestUser, name: 'leaveGroup' | 'endGroup') =>
    call(backend.httpUrl, name, { id: randomUUID() }, { token, params: { conversation: GENERAL } });
  expect(await change(bob, 'leaveGroup')).toMatchObject({ status: 200 });
  await backend.register();
  expect(await conversationsOf(backend, bob)).not.toContain(GENERAL);
  expect(await change(ada, 'endGroup')).toMatchObject({ status: 200 });
  const late = await backend.register();
  expect(await conversationsOf(backend, late)).toEqual([ANNOUNCEMENTS]);
  expect(await call(backend.httpUrl, 'general', {}, { token: ada.token })).toMatchObject({
    body: { offered: false },
  });
});

test('an account is made although the room is full', async () => {
  const backend = await startTestBackend();
  const { roomMembers } = LIMITS;
  await backend.registerAdmin();
  Object.assign(LIMITS, { roomMembers: 1 });
  try {
    expect(await conversationsOf(backend, await backend.register())).toEqual([ANNOUNCEMENTS]);
  } finally {
    Object.assign(LIMITS, { roomMembers });
  }
});

/** A server, and what its log says. */
async function loggingBackend() {
  let lines = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines += chunk.toString();
      done();
    },
  });
  const logger = createLogger({ level: 'warn', pretty: false, stream });
  return { backend: await startTestBackend({ parts: { logger } }), lines: () => lines };
}

async function registrationsOf({ stores }: TestBackend) {
  return (await stores.audit.after(0, 100)).filter(({ kind }) => kind === 'registered').length;
}

const TROUBLE = [
  'E_LOG_DAMAGED',
  'E_NEEDS_NEWER_VERSION',
  'E_STORE_BUSY',
  'E_STORE_FULL',
  'E_INTERNAL',
] as const;

test.each(TROUBLE)(
  'an account is made although the room is refused with %s, and the log says so',
  async (code) => {
    const { backend, lines } = await loggingBackend();
    await backend.registerAdmin();
    const cause = new Error('what the store said');
    vi.spyOn(backend.stores.conversations, 'append').mockRejectedValueOnce(new ParleyError(code, { cause }));
    expect(await conversationsOf(backend, await backend.register())).toEqual([ANNOUNCEMENTS]);
    expect(lines()).toMatch(/what the store said.*a new account is not in general/s);
    expect(await registrationsOf(backend)).toBe(2);
    expect(await conversationsOf(backend, await backend.register())).toContain(GENERAL);
  },
);

test('an account is made of somebody whom the room has banned before, which is no trouble', async () => {
  const { backend, lines } = await loggingBackend();
  await backend.registerAdmin();
  vi.spyOn(backend.stores.conversations, 'append').mockRejectedValueOnce(new ParleyError('E_BANNED'));
  expect(await conversationsOf(backend, await backend.register())).toEqual([ANNOUNCEMENTS]);
  expect(lines()).toBe('');
});

test('the first administrator has an account although the store is busy, and is offered the room', async () => {
  const backend = await startTestBackend();
  vi.spyOn(backend.stores.conversations, 'append').mockRejectedValueOnce(new ParleyError('E_STORE_BUSY'));
  const { token } = await backend.registerAdmin();
  expect(await call(backend.httpUrl, 'general', {}, { token })).toMatchObject({ body: { offered: true } });
  expect(await create(backend, { token })).toMatchObject({ status: 200 });
});

test('what nobody expected is not hidden, and the account that exists by then is in the audit log', async () => {
  const { backend, lines } = await loggingBackend();
  await backend.registerAdmin();
  vi.spyOn(backend.stores.conversations, 'append').mockRejectedValueOnce(new TypeError('a bug'));
  await expect(backend.register()).rejects.toThrow('E_INTERNAL');
  expect(lines()).toMatch(/a bug.*unexpected failure/s);
  expect(await registrationsOf(backend)).toBe(2);
});

test('the room that everyone joins gets no password', async () => {
  const backend = await startTestBackend();
  const ada = await backend.registerAdmin();
  const request = { id: randomUUID(), credential: newCredential().credential };
  const as = { token: ada.token, params: { conversation: GENERAL } };
  expect(await call(backend.httpUrl, 'changeRoomPassword', request, as)).toMatchObject({
    status: 403,
    body: { code: 'E_FORBIDDEN' },
  });
  const bob = await backend.register();
  expect(await conversationsOf(backend, bob)).toContain(GENERAL);
});
