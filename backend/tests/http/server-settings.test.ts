import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { WireError, type RequestOf, type ResponseOf, type RouteName } from '@parley/protocol';
import { call } from '../../testing/call.ts';
import type { TestUser } from '../../testing/register-user.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';

/** Variables that tests set, so that administrators could not. */
const FREE = {
  MESSAGE_RATE_LIMIT: '',
  MESSAGE_BURST_LIMIT: '',
  GROUP_RATE_LIMIT: '',
  REGISTRATION_RATE_LIMIT: '',
};

/** The smallest PNG that is an icon: 32 pixels square, with nothing behind its header. */
function icon(): string {
  const bytes = Buffer.alloc(33);
  bytes.write('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1');
  bytes.writeUInt32BE(32, 16);
  bytes.writeUInt32BE(32, 20);
  return bytes.toString('base64');
}

type Change = Omit<RequestOf<'changeServerSettings'>, 'version'>;

/** The body of an answer. @throws Error with code and sentence of a refusal */
async function ask<Name extends RouteName>(
  { httpUrl }: TestBackend,
  name: Name,
  request: RequestOf<Name>,
  user?: TestUser,
): Promise<ResponseOf<Name>> {
  const { status, body } = await call(httpUrl, name, request, user && { token: user.token });
  if (status === 200) return body as ResponseOf<Name>;
  const { code, message } = WireError.parse(body);
  throw new Error(`${code}: ${message}`);
}

function settingsOf(backend: TestBackend, admin: TestUser) {
  return ask(backend, 'serverSettings', {}, admin);
}

async function change(backend: TestBackend, admin: TestUser, changes: Change, version?: number) {
  const seen = version ?? (await settingsOf(backend, admin)).version;
  return ask(backend, 'changeServerSettings', { version: seen, ...changes }, admin);
}

async function began(env: Readonly<Record<string, string>> = {}) {
  const backend = await startTestBackend({ env: { ...FREE, ...env } });
  return { backend, admin: await backend.registerAdmin() };
}

describe('settings that need no restart', () => {
  test('hold at once, and are told from what to what in the audit log', async () => {
    const { backend, admin } = await began();
    expect((await settingsOf(backend, admin)).settings).toMatchObject({ registration: 'open', name: '' });
    const saved = await change(backend, admin, { changes: { registration: 'closed', name: ' Harbour ' } });

    expect(saved).toMatchObject({ version: 1, settings: { registration: 'closed', name: 'Harbour' } });
    expect(await settingsOf(backend, admin)).toEqual(saved);
    expect(await ask(backend, 'registration', {})).toEqual({ mode: 'closed' });
    await expect(backend.register()).rejects.toThrow(/E_REGISTRATION_CLOSED/);
    expect(await backend.stores.audit.latest('settings_changed')).toMatchObject({
      uid: admin.uid,
      details: { REGISTRATION: 'open → closed', name: ' → Harbour' },
    });
  });

  test('hold after a restart', async () => {
    const { backend, admin } = await began();
    await change(backend, admin, { changes: { roomCreation: 'admins' } });
    const again = await startTestBackend({ env: FREE, parts: { stores: backend.stores } });
    expect((await settingsOf(again, admin)).settings.roomCreation).toBe('admins');
    const user = await again.register();
    const body = { conversation: randomUUID(), id: randomUUID(), name: 'Harbour' };
    await expect(ask(again, 'createRoom', body, user)).rejects.toThrow(/E_FORBIDDEN/);
  });

  test('that limit count from the next request on', async () => {
    const { backend, admin } = await began();
    await change(backend, admin, { changes: { groupsPerHour: 1 } });
    const user = await backend.register();
    const create = () => {
      const ids = { conversation: randomUUID(), id: randomUUID() };
      return ask(backend, 'createGroup', { ...ids, name: 'Rowers', members: [], history: 'fromJoin' }, user);
    };
    await create();
    await expect(create()).rejects.toThrow(/E_RATE_LIMITED/);
    await change(backend, admin, { changes: { groupsPerHour: 0 } });
    await create();
  });

  test('are saved by the first of two; the second learns of it and reads what the first set', async () => {
    const { backend, admin } = await began();
    const [first, second] = await Promise.allSettled([
      change(backend, admin, { changes: { name: 'First' } }, 0),
      change(backend, admin, { changes: { name: 'Second' } }, 0),
    ]);
    expect([first, second].filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = [first, second].find(({ status }) => status === 'rejected');
    expect(String(refused?.status === 'rejected' && refused.reason)).toContain('E_CONFLICT');
    const { version, settings } = await settingsOf(backend, admin);
    expect(version).toBe(1);
    expect(['First', 'Second']).toContain(settings.name);
  });

  test.each<[string, Change, RegExp]>([
    ['a part of a number', { changes: { messagesPerSecond: 1.5 } }, /E_SETTING.*MESSAGE_RATE_LIMIT is 1.5/],
    [
      'below 0',
      { changes: { groupsPerHour: -1 } },
      /E_SETTING.*GROUP_RATE_LIMIT is -1. Allowed: a whole number/,
    ],
    ['a burst of nothing', { changes: { messageBurst: 0 } }, /E_SETTING.*MESSAGE_BURST_LIMIT/],
    ['an unknown word', { changes: { registration: 'maybe' } }, /E_SETTING.*REGISTRATION.*open, invite/],
    ['a name of two lines', { changes: { name: 'Har\nbour' } }, /E_SETTING.*The server's name/],
    ['a long welcome', { changes: { welcome: 'x'.repeat(1_001) } }, /E_SETTING.*The welcome.*1000/],
    [
      'a drawing with scripts',
      { changes: {}, icon: btoa('<svg onload="alert(1)"/>') },
      /E_SETTING.*The icon/,
    ],
    [
      'what the environment decides',
      { changes: { additionsPerHour: 9 } },
      /E_SETTING_FIXED.*ADDITION_RATE_LIMIT/,
    ],
  ])('refuse %s, and nothing of the rest is stored', async (_name, wrong, refusal) => {
    const { backend, admin } = await began();
    const whole = { ...wrong, changes: { roomCreation: 'admins', ...wrong.changes } };
    await expect(change(backend, admin, whole)).rejects.toThrow(refusal);
    expect(await settingsOf(backend, admin)).toMatchObject({
      version: 0,
      settings: { roomCreation: 'everyone' },
    });
  });

  test('refuse limits with which nobody could set them back, but not their end', async () => {
    const { backend, admin } = await began({ HTTP_RATE_LIMIT: '', CONNECTION_RATE_LIMIT: '' });
    for (const changes of [{ requestsPerMinute: 59 }, { connectionsPerSecond: 4 }])
      await expect(change(backend, admin, { changes })).rejects.toThrow(/E_LOCKS_OUT/);
    const { settings } = await change(backend, admin, {
      changes: { requestsPerMinute: 60, connectionsPerSecond: 0 },
    });
    expect(settings).toMatchObject({ requestsPerMinute: 60, connectionsPerSecond: 0 });
    await change(backend, admin, { changes: { requestsPerMinute: 0 } });
  });

  test('say which the environment decides', async () => {
    const { backend, admin } = await began({ ROOM_CREATION: 'admins' });
    const { fixed, settings } = await settingsOf(backend, admin);
    expect(fixed).toContain('roomCreation');
    expect(fixed).not.toContain('registration');
    expect(settings.roomCreation).toBe('admins');
  });

  test.each(['serverSettings', 'changeServerSettings'] as const)('%s is for administrators', async (name) => {
    const { backend } = await began();
    const user = await backend.register();
    await expect(ask(backend, name, { version: 0, changes: {} }, user)).rejects.toThrow(/E_FORBIDDEN/);
  });
});

describe('the look of a server', () => {
  test('comes with the first answer to anyone, and the picture without a login', async () => {
    const { backend, admin } = await began();
    expect(await ask(backend, 'session', {})).toEqual({ user: null });
    const { icon: path } = await change(backend, admin, { changes: { name: 'Harbour' }, icon: icon() });
    const look = { name: 'Harbour', icon: path };
    expect(await ask(backend, 'session', {})).toEqual({ user: null, server: look });
    expect(await ask(backend, 'session', {}, admin)).toMatchObject({ server: look });
    await change(backend, admin, { changes: { welcome: 'Come in.' } });
    expect(await ask(backend, 'session', {})).toMatchObject({ server: { ...look, welcome: true } });

    const picture = await fetch(backend.httpUrl + String(path));
    expect(Buffer.from(await picture.arrayBuffer()).toString('base64')).toBe(icon());
    expect(Object.fromEntries(picture.headers)).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    await change(backend, admin, { changes: { name: '', welcome: '' }, icon: null });
    expect(await ask(backend, 'session', {})).toEqual({ user: null });
    expect((await fetch(backend.httpUrl + String(path))).status).toBe(404);
  });

  test('has a welcome for those who have an account', async () => {
    const { backend, admin } = await began();
    await change(backend, admin, { changes: { welcome: 'Be kind.\nAsk in general.' } });
    const text = 'Be kind.\nAsk in general.';
    expect(await ask(backend, 'welcome', {}, await backend.register())).toEqual({ text });
    await expect(ask(backend, 'welcome', {})).rejects.toThrow(/E_UNAUTHENTICATED/);
  });
});
