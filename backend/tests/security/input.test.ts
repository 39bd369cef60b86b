import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { call, VERSION } from '../../testing/call.ts';
import { privateText } from '../../testing/message.ts';
import { newCredential } from '../../testing/register-user.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';

const account = (change: Record<string, unknown>) => ({
  username: 'somebody',
  displayName: 'Somebody',
  credential: newCredential().credential,
  device: { id: randomUUID(), name: 'Browser' },
  ...change,
});

/** What somebody gets who registers with what no client would send. */
async function register({ httpUrl }: TestBackend, change: Record<string, unknown>): Promise<number> {
  return (await call(httpUrl, 'register', account(change) as never)).status;
}

describe('22. a registration is refused', () => {
  test.each(['ab', 'x'.repeat(31), 'with space', 'ümlaut', 'a.b', '', 7, null])(
    'with the username %j',
    async (username) => {
      expect(await register(await startTestBackend(), { username })).toBe(400);
    },
  );

  test.each(['admin', 'ROOT', 'System', 'everyone'])('with the reserved username %s', async (username) => {
    expect(await register(await startTestBackend(), { username })).toBe(409);
  });

  test.each(['', '   ', 'x'.repeat(51), 'a\u0000b', 'a\u202eb', 'a\ud800b'])(
    'with the display name %j',
    async (displayName) => {
      expect(await register(await startTestBackend(), { displayName })).toBe(400);
    },
  );

  test.each([
    ['zero', Buffer.alloc(32)],
    ['one', Buffer.from(`01${'00'.repeat(31)}`, 'hex')],
    ['one with the sign bit', Buffer.from(`01${'00'.repeat(30)}80`, 'hex')],
    [
      'of order eight',
      Buffer.from('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05', 'hex'),
    ],
    ['not canonical', Buffer.from(`ee${'ff'.repeat(30)}7f`, 'hex')],
  ])('with a public key of small order: %s', async (_, key) => {
    const { kdf } = newCredential().credential;
    const credential = { kdf, publicKey: key.toString('base64') };

    expect(await register(await startTestBackend(), { credential })).toBe(400);
  });

  test('with a public key that is a byte too long', async () => {
    const { kdf } = newCredential().credential;
    const credential = { kdf, publicKey: Buffer.alloc(33).toString('base64') };

    expect(await register(await startTestBackend(), { credential })).toBe(400);
  });

  test.each([{ memoryKiB: 1024 }, { iterations: 1 }, { memoryKiB: 10_000_000 }, { name: 'md5' }])(
    'with a weak or absurd derivation: %j',
    async (change) => {
      const { kdf, publicKey } = newCredential().credential;

      expect(
        await register(await startTestBackend(), { credential: { publicKey, kdf: { ...kdf, ...change } } }),
      ).toBe(400);
    },
  );
});

test.each(['', 'x', 'x'.repeat(51), 'a\u2028b', 'a\ud800b'])(
  '22. a group cannot be called %j',
  async (name) => {
    const backend = await startTestBackend();
    const { token } = await backend.register();
    const group = {
      conversation: randomUUID(),
      id: randomUUID(),
      name,
      members: [],
      history: 'all' as const,
    };

    expect(await call(backend.httpUrl, 'createGroup', group, { token })).toMatchObject({ status: 400 });
  },
);

test.each(['A', 'AA=', 'AAAAA', '===='])('22. a payload cannot be %j, which is no base64', async (bytes) => {
  const backend = await startTestBackend();
  const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
  const client = await backend.connect(alice);
  const message = { ...privateText(alice, bob, ''), payload: { kind: 'plain' as const, bytes } };

  expect(await client.ask('privateMessage', message)).toMatchObject({ error: { code: 'E_BAD_REQUEST' } });
});

describe('23. operators of a database', () => {
  test('are no input', async () => {
    const backend = await startTestBackend();

    for (const username of [{ $ne: null }, { $gt: '' }, ['alice'], { $regex: '.*' }])
      expect(await register(backend, { username })).toBe(400);
  });

  test('in a query are text', async () => {
    const backend = await startTestBackend();
    const { token } = await backend.register();
    const headers = { ...VERSION, 'auth-token': token };

    const nested = await fetch(`${backend.httpUrl}/web/users?q[$ne]=x`, { headers });
    const text = await fetch(`${backend.httpUrl}/web/users?q=%7B%22%24ne%22%3A1%7D`, { headers });

    expect(nested.status).toBe(200);
    expect(await text.json()).toEqual({ people: [] });
  });
});
