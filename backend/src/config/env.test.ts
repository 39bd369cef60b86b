import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readConfig } from './env.ts';
import { Settings } from './settings.ts';

const root = join(import.meta.dirname, '../../..');
const environment = (name: string) => readFileSync(join(root, 'environments', `${name}.env`), 'utf8');
const SECRET = 'a secret that is long enough for this';

test.each([
  ['HOST', 'localhost:8091', 'HOST is "localhost:8091". Allowed: an address or name of this machine.'],
  ['HOST', '[::1]', 'HOST is "[::1]". Allowed: an address or name of this machine.'],
  ['HOST', 'fe80::1%eth0', 'HOST is "fe80::1%eth0". Allowed: an address or name of this machine.'],
  ['HTTP_PORT', 'eighty', 'HTTP_PORT is "eighty". Allowed: a whole number from 0 to 65535.'],
  ['WS_PORT', '70000', 'WS_PORT is "70000". Allowed: a whole number from 0 to 65535.'],
  ['PUBLIC_URL', 'chat.example.org', 'PUBLIC_URL is "chat.example.org". Allowed: an address like https://'],
  [
    'PUBLIC_URL',
    'https://x.org:99999',
    'PUBLIC_URL is "https://x.org:99999". Allowed: an address like https://',
  ],
  ['PUBLIC_URL', 'https://me@x.org', 'PUBLIC_URL is "https://me@x.org". Allowed: an address like https://'],
  ['ALLOWED_ORIGINS', 'https://x.org:99999', 'ALLOWED_ORIGINS is "https://x.org:99999". Allowed: origins'],
  [
    'ALLOWED_ORIGINS',
    'https://a.org/path',
    'ALLOWED_ORIGINS is "https://a.org/path". Allowed: origins like https://',
  ],
  ['ROOM_CREATION', 'nobody', 'ROOM_CREATION is "nobody". Allowed: one of everyone, admins.'],
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
  ['REDIS_URL', 'redis:/host', 'REDIS_URL is not allowed. Allowed: an address like redis://'],
  ['REDIS_URL', 'localhost:6379', 'REDIS_URL is not allowed. Allowed: an address like redis://'],
  ['REDIS_URL', 'redis://u:pass#word@host', 'REDIS_URL is not allowed. Allowed: an address like redis://'],
  ['REDIS_URL', 'redis://u:100%@host', 'REDIS_URL is not allowed. Allowed: an address like redis://'],
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
    [
      'a header of certificates and no proxy',
      { CLIENT_CERT_HEADER: 'x-cert' },
      'anyone can send that header',
    ],
    [
      'a redirect to https without https',
      { HTTP_REDIRECT_PORT: '8080' },
      'HTTP_REDIRECT_PORT is "8080", but the server speaks no https',
    ],
    [
      'a redirect on a port that is taken',
      {
        NODE_ENV: 'production',
        HOST: '0.0.0.0',
        WS_PORT: '8092',
        HTTP_REDIRECT_PORT: '8092',
      },
      'HTTP_REDIRECT_PORT is "8092", as is HTTP_PORT or WS_PORT',
    ],
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

test.each(['::1', '::', '0.0.0.0', 'chat-1.example.org'])('a server may listen at %s', (host) => {
  expect(readConfig({ JWT_SECRET: SECRET, HOST: host })).toMatchObject({ host });
});

test('an empty variable is one that is not set', () => {
  expect(readConfig({ JWT_SECRET: SECRET, HTTP_PORT: '', MONGODB_URI: ' ' })).toMatchObject({
    httpPort: 8091,
  });
});

test('https makes cookies of one host only', () => {
  expect(
    readConfig({ JWT_SECRET: SECRET, WS_PORT: '8092', PUBLIC_URL: 'https://chat.example.org' }),
  ).toMatchObject({
    cookieName: '__Host-chatToken',
    allowedOrigins: ['https://chat.example.org'],
    registration: 'invite',
    roomCreation: 'everyone',
  });
});

test('development has a database of its own, and a secret beside it', () => {
  const files = (environment: Readonly<Record<string, string>>) => {
    const { store, jwt } = readConfig(environment);
    return [store, jwt].map((part) => ('file' in part ? relative(root, part.file) : undefined));
  };

  expect(files({ NODE_ENV: 'development' })).toEqual(['data/dev/parley.db', 'data/dev/jwt-secret']);
  expect(files({ JWT_SECRET_FILE: 'data/jwt-secret' })).toEqual(['data/parley.db', 'data/jwt-secret']);
});

test('production has one port where it is not given two, development has two', () => {
  const serve = { ...parseEnv(environment('common')), ...parseEnv(environment('prod')), HTTP_PORT: '8310' };
  expect(readConfig(serve)).toMatchObject({ httpPort: 8310, wsPort: 8310 });
  expect(readConfig({ ...serve, WS_PORT: '8311' })).toMatchObject({ wsPort: 8311, staticDir: undefined });
  expect(readConfig({ NODE_ENV: 'development' })).toMatchObject({ httpPort: 8091, wsPort: 8092 });
});

test.each([
  ['https://Chat.Example.org', 'https://chat.example.org'],
  ['HTTPS://chat.example.org:443', 'https://chat.example.org'],
  ['https://büro.example', 'https://xn--bro-hoa.example'],
])('%s is what browsers say for it', (written, origin) => {
  const given = { JWT_SECRET: SECRET, WS_PORT: '8092' };
  expect(readConfig({ ...given, PUBLIC_URL: written })).toMatchObject({
    publicUrl: origin,
    allowedOrigins: [origin],
    cookieName: '__Host-chatToken',
  });
  expect(readConfig({ ...given, ALLOWED_ORIGINS: `http://a.org,${written}` }).allowedOrigins).toEqual([
    'http://a.org',
    origin,
  ]);
});

test('the same port twice serves pages too', () => {
  expect(readConfig({ JWT_SECRET: SECRET, HTTP_PORT: '8091', WS_PORT: '8091' }).staticDir).toMatch(
    /frontend\/dist\/browser$/,
  );
  expect(readConfig({ JWT_SECRET: SECRET, WS_PORT: '8092' }).staticDir).toBeUndefined();
});

describe('https of its own', () => {
  const serve = { NODE_ENV: 'production', JWT_SECRET: SECRET, HTTP_PORT: '8091', WS_PORT: '8091' };
  const reachable = (host: string): [string, ...string[]] => [
    host === '0.0.0.0' ? '10.0.0.7' : host,
    'lan-name',
  ];
  const read = (more: Readonly<Record<string, string>>) => readConfig({ ...serve, ...more }, reachable);

  test.each([
    ['this machine alone', {}],
    ['this machine alone, by another address', { HOST: '127.1.2.3' }],
    ['a proxy stands in front', { HOST: '0.0.0.0', TRUST_PROXY: '1' }],
    ['development', { HOST: '0.0.0.0', NODE_ENV: 'development' }],
  ])('is not spoken where it is not needed: %s', (_, more) => {
    expect(read(more)).toMatchObject({ tls: { kind: 'none' }, cookieName: 'chatToken' });
  });

  test('is spoken, with a certificate of its own, where other machines reach the server', () => {
    expect(read({ HOST: '0.0.0.0', DB_PATH: '/var/parley/chat.db' })).toMatchObject({
      tls: { kind: 'own', folder: '/var/parley', hosts: ['10.0.0.7', 'lan-name'] },
      publicUrl: 'https://10.0.0.7:8091',
      allowedOrigins: ['https://10.0.0.7:8091', 'https://lan-name:8091'],
      cookieName: '__Host-chatToken',
    });
  });

  test('is for the name that people type', () => {
    expect(read({ HOST: '0.0.0.0', PUBLIC_URL: 'https://chat.example.org' })).toMatchObject({
      tls: { hosts: ['chat.example.org', '10.0.0.7', 'lan-name'] },
      publicUrl: 'https://chat.example.org',
    });
  });

  test('is spoken with the files that were given, at any address', () => {
    const files = {
      TLS_CERT_FILE: '/etc/c.pem',
      TLS_KEY_FILE: '/etc/k.pem',
      PUBLIC_URL: 'https://chat.example.org',
    };

    expect(read(files).tls).toEqual({ kind: 'files', cert: '/etc/c.pem', key: '/etc/k.pem' });
  });

  test.each([
    ['half a pair', { TLS_CERT_FILE: 'c.pem' }, 'belong together'],
    ['no name', { TLS_CERT_FILE: 'c.pem', TLS_KEY_FILE: 'k.pem' }, 'PUBLIC_URL is missing'],
    ['http', { HOST: '0.0.0.0', PUBLIC_URL: 'http://chat.example.org' }, 'but the server speaks https'],
  ])('does not go with %s', (_, more, complaint) => {
    expect(() => read(more)).toThrow(complaint);
  });
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
