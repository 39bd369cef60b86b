import { LIMITS, NAMESPACE, TIMING } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { call } from '../../testing/call.ts';
import { connectPacket } from '../../testing/connect-packet.ts';
import { openSocket } from '../../testing/connect-client.ts';
import { privateText } from '../../testing/message.ts';
import { Poller } from '../../testing/poller.ts';
import { RawSocket } from '../../testing/raw-socket.ts';
import { refusalOf } from '../../testing/refusal-of.ts';
import { ORIGIN, startTestBackend } from '../../testing/start-test-backend.ts';

describe('1. a handshake of long polling', () => {
  test.each<[string, Record<string, string>, number]>([
    ['of curl', {}, 200],
    ['of our own page', { 'sec-fetch-site': 'same-origin' }, 200],
    ['of our own page at an address of its own', { origin: ORIGIN, 'sec-fetch-site': 'cross-site' }, 200],
    ['from the address bar', { 'sec-fetch-site': 'none' }, 200],
    ['from another site', { origin: 'http://evil.test' }, 403],
    ['from another port', { origin: `${ORIGIN}:81` }, 403],
    ['from nowhere that can be named', { origin: 'null' }, 403],
    ['of an image on another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['of an image on a neighbouring site', { 'sec-fetch-site': 'same-site' }, 403],
  ])('%s', async (_, headers, status) => {
    const { wsUrl } = await startTestBackend();

    const answer = await Poller.handshake(wsUrl, headers);

    expect(answer.status).toBe(status);
    expect([...answer.headers.keys()].filter((name) => /^access-control-|^set-cookie$/.test(name))).toEqual(
      [],
    );
  });

  test('as a script that pages of other sites could load is refused', async () => {
    const { wsUrl } = await startTestBackend();

    expect((await Poller.handshake(wsUrl, {}, '&j=0')).status).toBe(400);
  });

  test('is not asked for ahead by pages of other sites', async () => {
    const { wsUrl } = await startTestBackend();
    const headers = { origin: 'http://evil.test', 'access-control-request-method': 'POST' };
    const poller = await Poller.open(wsUrl);

    const answer = await fetch(poller.url, { method: 'OPTIONS', headers });

    expect(answer.status).toBe(400);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});

test('1. a POST is asked each time where it comes from', async () => {
  const backend = await startTestBackend();
  const poller = await Poller.open(backend.wsUrl, { origin: ORIGIN });

  expect(await poller.say('3', { origin: 'http://evil.test' })).toBe(400);
  expect(await poller.say('3', { 'sec-fetch-site': 'cross-site' })).toBe(400);
  expect(await poller.say('3')).toBe(200);
  const events = await backend.stores.audit.after(0, 100);
  expect(events.map(({ kind }) => kind)).toContain('origin_refused');
});

test('2. without an Origin header a cookie alone opens nothing', async () => {
  const backend = await startTestBackend();
  const { token } = await backend.register();
  const cookie = `chatToken=${token}`;
  const connect = async (headers: Record<string, string>) => {
    const poller = await Poller.open(backend.wsUrl, headers);
    await poller.say(connectPacket());
    return poller.hear();
  };

  expect(await connect({ cookie, 'sec-fetch-site': 'same-origin' })).toContain('E_UNAUTHENTICATED');
  expect(await connect({ cookie, origin: ORIGIN })).toMatch(/^40/);
});

describe('3. the id of a connection alone is not enough', () => {
  test('without the token that came with its handshake, or with one of another session', async () => {
    const backend = await startTestBackend();
    const [alice, bob] = [await backend.register(), await backend.register()];
    const poller = await Poller.of(backend.wsUrl, alice.token, { 'auth-token': alice.token });

    expect((await poller.poll({})).status).toBe(400);
    expect((await poller.poll({ 'auth-token': bob.token })).status).toBe(400);
    expect((await poller.poll({ cookie: `chatToken=${alice.token}`, origin: ORIGIN })).status).toBe(400);
    expect(await poller.say('1', {})).toBe(400);
    await poller.say(`42${NAMESPACE},1["command",{"name":"ping"}]`);
    expect(await poller.hear()).toContain('pong');
  });

  test('nor with a token that only names the session', async () => {
    const backend = await startTestBackend();
    const { token } = await backend.register();
    const poller = await Poller.of(backend.wsUrl, token, { 'auth-token': token });
    const [head, body] = token.split('.');

    expect((await poller.poll({ 'auth-token': `${head}.${body}.` })).status).toBe(400);
    expect(await poller.say('3', { 'auth-token': `${head}.${body}.${'A'.repeat(43)}` })).toBe(400);
    expect(await poller.say('3')).toBe(200);
  });

  test('nor is it by another certificate', async () => {
    const env = { CLIENT_CERT_HEADER: 'X-Client-Certificate', TRUST_PROXY: '1' };
    const backend = await startTestBackend({ env });
    const { username } = await backend.register();
    const poller = await Poller.open(backend.wsUrl, { 'x-client-certificate': username });

    expect((await poller.poll({ 'x-client-certificate': 'somebody' })).status).toBe(400);
    expect(await poller.say('3')).toBe(200);
  });

  test('nor from an address that is not allowed', async () => {
    const backend = await startTestBackend({ env: { IP_ALLOWLIST: '10.0.0.0/8', TRUST_PROXY: '1' } });
    const poller = await Poller.open(backend.wsUrl, { 'x-forwarded-for': '10.0.0.1' });

    expect(await poller.say('3', { 'x-forwarded-for': '192.0.2.1' })).toBe(400);
    expect(await poller.say('3')).toBe(200);
  });
});

describe('4. a connection by long polling is counted', () => {
  test('like a socket', async () => {
    const backend = await startTestBackend({ env: { MAX_CLIENTS_PER_ADDRESS: '1' } });
    const user = await backend.register();
    await Poller.of(backend.wsUrl, user.token);

    const refused = await refusalOf(openSocket(backend.wsUrl, user.token));
    await Poller.open(backend.wsUrl).catch(() => undefined);

    expect(refused.data).toMatchObject({ code: 'E_TOO_MANY_CONNECTIONS' });
    expect((await Poller.handshake(backend.wsUrl)).status).toBe(403);
  });

  test('and is taken over by no WebSocket', async () => {
    const { wsUrl } = await startTestBackend();
    const poller = await Poller.open(wsUrl);
    const { search } = new URL(poller.url);

    await expect(RawSocket.open(wsUrl, search.slice(search.indexOf('&sid')))).rejects.toThrow(
      'the upgrade was refused',
    );
    expect(await poller.say('3')).toBe(200);
  });
});

test('a handshake is no poll, however often it names a connection', async () => {
  const { wsUrl } = await startTestBackend();
  for (const query of ['&sid=', '&sid=x&sid=', '&sid=&sid=x'])
    expect((await Poller.handshake(wsUrl, {}, query)).status).toBe(400);
});

test('what comes in one body behind the end of a connection is not done', async () => {
  const backend = await startTestBackend();
  const user = await backend.register();
  const poller = await Poller.of(backend.wsUrl, user.token);
  const writer = await backend.connect(user);
  const message = privateText(user, user, 'too late');

  await poller.say(`41${NAMESPACE},\u001e42${NAMESPACE},1${JSON.stringify(['privateMessage', message])}`);
  const inTime = privateText(user, user, 'in time');
  await writer.get('privateMessage', inTime);

  const { conversation } = message;
  const { entries } = await writer.get('sync', { conversation, direction: 'last', limit: 200 });
  const ids = entries.map(({ id }) => id);
  expect(ids).toContain(inTime.id);
  expect(ids).not.toContain(message.id);
});

test('5. a connection by long polling that does not authenticate is closed after 5 s', async () => {
  const { wsUrl } = await startTestBackend();
  const poller = await Poller.open(wsUrl);
  const started = performance.now();

  expect(await poller.hear()).toBe('1');

  expect(performance.now() - started).toBeGreaterThan(TIMING.authenticate - 500);
  expect((await poller.poll()).status).toBe(400);
}, 10_000);

test('6. a body over the bound is refused', async () => {
  const backend = await startTestBackend();
  const poller = await Poller.of(backend.wsUrl, (await backend.register()).token);

  expect(await poller.say(`42${NAMESPACE},${'x'.repeat(LIMITS.frameBytes)}`)).toBe(413);
});

test('11. a connection ends with its session, and hears why', async () => {
  const backend = await startTestBackend();
  const user = await backend.register();
  const poller = await Poller.of(backend.wsUrl, user.token);
  const heard = poller.hear();

  await call(backend.httpUrl, 'logout', {}, { token: user.token });

  expect(await heard).toContain('token-expired');
  await backend.socketsGone(user);
  await expect.poll(async () => (await poller.poll()).status).toBe(400);
});

describe('29. what waits for a connection that polls', () => {
  const MIB = 1024 * 1024;

  test('is counted, and the deaf are cut', async () => {
    const env = { UNSENT_BYTES_MAX: `${16 * MIB}`, MAX_CLIENTS_PER_USER: '1000' };
    const backend = await startTestBackend({ env, parts: { clock: Date.now } });
    const user = await backend.register();
    const writer = await backend.connect(user);
    const words = 'x'.repeat(LIMITS.payloadBytes - 2_000);
    const messages = Array.from({ length: 14 }, () => privateText(user, user, words));
    for (const message of messages) await writer.get('privateMessage', message);
    const page = { conversation: messages[0]?.conversation ?? '', direction: 'last', limit: 200 };
    const deaf = await Promise.all(Array.from({ length: 40 }, () => Poller.of(backend.wsUrl, user.token)));

    for (const poller of deaf) await poller.say(`42${NAMESPACE},1${JSON.stringify(['sync', page])}`);
    await writer.get('command', { name: 'ping' });
    const left = await Promise.all(deaf.map(async (poller) => (await poller.poll()).status));

    expect(writer.socket.connected).toBe(true);
    expect(left).toContain(200);
    expect(left.filter((status) => status === 400).length).toBeGreaterThan(10);
  }, 30_000);
});

describe('30. each packet of a body is counted', () => {
  test.each([
    ['before login', false],
    ['after login', true],
  ])('and who goes on is cut, %s', async (_, known) => {
    const backend = await startTestBackend({ env: { MESSAGE_RATE_LIMIT: '5' } });
    const user = await backend.register();
    const poller = await (known ? Poller.of(backend.wsUrl, user.token) : Poller.open(backend.wsUrl));

    await poller.say(Array<string>(1_000).fill('3').join('\x1e')).catch(() => undefined);

    expect((await poller.poll()).status).toBe(400);
    const events = await backend.stores.audit.after(0, 100);
    expect(events.at(-1)).toMatchObject({ kind: 'rate_limited', details: { limit: 'packets' } });
  });
});
