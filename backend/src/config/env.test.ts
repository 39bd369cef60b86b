import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readConfig } from './env.ts';
import { Settings } from './settings.ts';

const root = join(import.meta.dirname, '../../..');
const environment = (name: string) => readFileSync(join(root, 'environments', `${name}.env`), 'utf8');
const SECRET = 'a secret that is long enough for this';

test.each([
  ['HTTP_PORT', 'eighty', 'HTTP_PORT is "eighty". Allowed: a whole number from 0 to 65535.'],
  ['WS_PORT', '70000', 'WS_PORT is "70000". Allowed: a whole number from 0 to 65535.'],
  ['PUBLIC_URL', 'chat.example.org', 'PUBLIC_URL is "chat.example.org". Allowed: an address like https://'],
  [
    'ALLOWED_ORIGINS',
    'https://a.org/path',
    'ALLOWED_ORIGINS is "https://a.org/path". Allowed: origins like https://',
  ],
  ['REGISTRATION', 'maybe', 'REGISTRATION is "maybe". Allowed: one of open, invite, closed.'],
  [
    'MAX_MESSAGE_BYTES',
    '5000000',
    'MAX_MESSAGE_BYTES is "5000000". Allowed: a whole number from 65536 to 1048576.',
  ],
  ['LOG_LEVEL', 'loud', 'LOG_LEVEL is "loud". Allowed: one of fatal, error,'],
  ['NODE_ENV', 'prod', 'NODE_ENV is "prod". Allowed: one of development, production, test.'],
  ['JWT_SECRET', 'hunter2', 'JWT_SECRET is not allowed. Allowed: at least 32 characters.'],
  ['MONGODB_URI', 'localhost', 'MONGODB_URI is not allowed. Allowed: an address like mongodb://'],
  ['IP_ALLOWLIST', '10.0.0.0/99', 'IP_ALLOWLIST is "10.0.0.0/99". Allowed: addresses and networks'],
])('a wrong %s stops the start with what is allowed', (name, value, complaint) => {
  expect(() => readConfig({ JWT_SECRET: SECRET, [name]: value })).toThrow(complaint);
});

test('all that is wrong is said at once, and no secret is repeated', () => {
  const wrong = () => readConfig({ HTTP_PORT: 'x', WS_PORT: 'y', JWT_SECRET: 'hunter2' });

  expect(wrong).toThrow(/HTTP_PORT.*\n.*WS_PORT.*\n.*JWT_SECRET/);
  expect(wrong).not.toThrow('hunter2');
});

describe('settings that contradict each other stop the start', () => {
  test.each([
    [
      'a file and MongoDB',
      { DB_PATH: 'x.db', MONGODB_URI: 'mongodb://localhost/x' },
      'DB_PATH and MONGODB_URI',
    ],
    ['Redis and a file', { DB_PATH: 'x.db', REDIS_URL: 'redis://localhost' }, 'SQLite file belongs to one'],
    ['Redis and nothing', { REDIS_URL: 'redis://localhost' }, 'SQLite file belongs to one'],
  ])('%s', (_, environment, complaint) => {
    expect(() => readConfig({ JWT_SECRET: SECRET, ...environment })).toThrow(complaint);
  });

  test('production without a secret, and several servers with a secret of each its own', () => {
    expect(() => readConfig({ NODE_ENV: 'production' })).toThrow('JWT_SECRET is missing');
    const several = { MONGODB_URI: 'mongodb://localhost/x', JWT_SECRET_FILE: 'data/jwt-secret' };
    expect(() => readConfig({ NODE_ENV: 'production', ...several })).toThrow('JWT_SECRET is missing');
  });
});

test('an empty variable is one that is not set', () => {
  expect(readConfig({ JWT_SECRET: SECRET, HTTP_PORT: '', MONGODB_URI: ' ' })).toMatchObject({
    httpPort: 8091,
  });
});

test('https makes cookies of one host only', () => {
  expect(readConfig({ JWT_SECRET: SECRET, PUBLIC_URL: 'https://chat.example.org' })).toMatchObject({
    cookieName: '__Host-chatToken',
    allowedOrigins: ['https://chat.example.org'],
    registration: 'invite',
  });
});

test('the same port twice serves pages too', () => {
  expect(readConfig({ JWT_SECRET: SECRET, HTTP_PORT: '8091', WS_PORT: '8091' }).staticDir).toMatch(
    /frontend\/dist\/browser$/,
  );
  expect(readConfig({ JWT_SECRET: SECRET }).staticDir).toBeUndefined();
});

describe('the files in environments/', () => {
  test.each(['dev', 'prod'])('start a server: common and %s', (name) => {
    expect(() =>
      readConfig({ ...parseEnv(environment('common')), ...parseEnv(environment(name)) }),
    ).not.toThrow();
  });

  test('name every variable', () => {
    const text = ['common', 'dev', 'prod'].map(environment).join('\n');
    const named = new Set([...text.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name));

    expect(Object.keys(Settings.shape).filter((name) => !named.has(name))).toEqual([]);
  });
});
