import { PassThrough } from 'node:stream';
import { NAMESPACE, TIMING, type Refusal } from '@parley/protocol';
import { describe, expect, test, vi } from 'vitest';
import { certificateSession } from '../../src/domain/sessions/certificate-session.ts';
import { createLogger } from '../../src/logging/logger.ts';
import { connectPacket } from '../../testing/connect-packet.ts';
import { openSocket } from '../../testing/connect-client.ts';
import { RawSocket } from '../../testing/raw-socket.ts';
import { refusalOf } from '../../testing/refusal-of.ts';
import { ORIGIN, startTestBackend } from '../../testing/start-test-backend.ts';

describe('1. a WebSocket from another origin is refused before the upgrade', () => {
  test.each(['http://evil.test', 'http://chat.test:8080', 'https://chat.test', 'null'])(
    '%s',
    async (origin) => {
      const backend = await startTestBackend();
      const user = await backend.register();

      const error = await refusalOf(openSocket(backend.wsUrl, user.token, { headers: { origin } }));

      expect(error.message).toBe('websocket error');
      expect(error.data).toBeUndefined();
      const events = await backend.stores.audit.after(0, 100);
      expect(events.at(-1)).toMatchObject({ kind: 'origin_refused', details: { origin } });
    },
  );
});

test('1. a page elsewhere that tries without end fills no audit log', async () => {
  const backend = await startTestBackend();
  const headers = { origin: 'http://evil.test' };

  for (let i = 0; i < 30; i++) await refusalOf(openSocket(backend.wsUrl, undefined, { headers }));

  const events = await backend.stores.audit.after(0, 100);
  expect(events.filter(({ kind }) => kind === 'origin_refused')).toHaveLength(10);
});

describe('2. without an Origin header', () => {
  test('a cookie alone opens no socket', async () => {
    const backend = await startTestBackend();
    const user = await backend.register();
    const cookie = `chatToken=${user.token}`;

    const refused = await refusalOf(openSocket(backend.wsUrl, undefined, { headers: { cookie } }));
    const withOrigin = await backend.connect({ ...user, token: '' }, { headers: { cookie, origin: ORIGIN } });

    expect(refused.data).toMatchObject({ code: 'E_UNAUTHENTICATED' });
    expect(withOrigin.socket.connected).toBe(true);
  });
});

describe('3. a socket authenticates', () => {
  test.each([
    ['by a token in the handshake', (token: string) => ({ auth: { token } })],
    [
      'by the cookie of our own pages',
      (token: string) => ({ headers: { origin: ORIGIN, cookie: `chatToken=${token}` } }),
    ],
    ['by Authorization: Bearer', (token: string) => ({ headers: { authorization: `Bearer ${token}` } })],
    ['by the header auth-token', (token: string) => ({ headers: { 'auth-token': token } })],
  ])('%s', async (_, options) => {
    const backend = await startTestBackend();
    const user = await backend.register();

    const client = await backend.connect({ ...user, token: '' }, options(user.token));

    expect(client.socket.connected).toBe(true);
  });

  test('by a client certificate that our proxy has checked', async () => {
    const env = { CLIENT_CERT_HEADER: 'X-Client-Certificate', TRUST_PROXY: '1' };
    const backend = await startTestBackend({ env });
    const user = await backend.register();
    const headers = { 'x-client-certificate': `CN=${user.username}` };

    const client = await backend.connect({ ...user, token: '' }, { headers });

    expect(client.socket.connected).toBe(true);
  });

  test('by a client certificate in several tabs at once, the first time too', async () => {
    const backend = await startTestBackend({ store: 'sqlite' });
    const { uid, username } = await backend.register();

    const sessions = await Promise.all([1, 2, 3].map(() => certificateSession(backend.context, username)));

    expect(new Set(sessions.map(({ sid }) => sid)).size).toBe(1);
    expect(await backend.stores.sessions.ofUser(uid, backend.clock.read())).toHaveLength(2);
  });

  test('by a client certificate, whose session slides like any other', async () => {
    const env = { CLIENT_CERT_HEADER: 'X-Client-Certificate', TRUST_PROXY: '1' };
    const backend = await startTestBackend({ env });
    const user = await backend.register();
    const headers = { 'x-client-certificate': `CN=${user.username}` };
    const connect = () => backend.connect({ ...user, token: '' }, { headers });
    await connect();
    await backend.pass(TIMING.session - 60_000);

    const client = await connect();
    await backend.pass(120_000);
    await client.settled();

    expect(client.received('token-expired')).toEqual([]);
  });

  test('by no certificate where none is checked: the header means nothing', async () => {
    const backend = await startTestBackend();
    const user = await backend.register();
    const headers = { 'x-client-certificate': user.username };

    const refused = await refusalOf(openSocket(backend.wsUrl, undefined, { headers }));

    expect(refused.data).toMatchObject({ code: 'E_UNAUTHENTICATED' });
  });

  test('only from an address of the allowlist, where there is one, and never by that alone', async () => {
    const here = await startTestBackend({ env: { IP_ALLOWLIST: '127.0.0.0/8' } });
    const user = await here.register();
    const elsewhere = await startTestBackend({ env: { IP_ALLOWLIST: '10.0.0.0/8, 192.168.1.7' } });

    expect((await here.connect(user)).socket.connected).toBe(true);
    expect((await refusalOf(openSocket(here.wsUrl, undefined))).data).toMatchObject({
      code: 'E_UNAUTHENTICATED',
    });
    expect((await refusalOf(openSocket(elsewhere.wsUrl, user.token))).message).toBe('websocket error');
  });
});

test('3. a socket that a failure keeps out says under which id the log has the cause', async () => {
  let log = '';
  const stream = new PassThrough().on('data', (line: Buffer) => (log += line.toString()));
  const logger = createLogger({ level: 'error', pretty: false, stream });
  const backend = await startTestBackend({ parts: { logger } });
  const user = await backend.register();
  vi.spyOn(backend.stores.sessions, 'find').mockRejectedValue(new Error('the table is broken'));

  const { data } = await refusalOf(openSocket(backend.wsUrl, user.token));

  expect(data).toMatchObject({ code: 'E_INTERNAL', correlationId: expect.any(String) as string });
  expect(log).toContain((data as Refusal).correlationId);
  expect(log).toContain('the table is broken');
});

describe('4. the number of sockets is bounded, and whoever is refused is told why', () => {
  test('in total', async () => {
    const backend = await startTestBackend({ env: { MAX_CLIENTS: '20' } });
    const user = await backend.register();
    await Promise.all(Array.from({ length: 20 }, () => backend.connect(user)));

    const refused = await refusalOf(openSocket(backend.wsUrl, user.token));

    expect(refused.data).toMatchObject({ code: 'E_SERVER_FULL', retryAfterMs: expect.any(Number) as number });
  });

  test('with a hard cap above that before the upgrade', async () => {
    const backend = await startTestBackend({ env: { MAX_CLIENTS: '1' } });
    const user = await backend.register();
    await backend.connect(user);
    await refusalOf(openSocket(backend.wsUrl, user.token)); // Waits for its 5 s to authenticate.

    const refused = await refusalOf(openSocket(backend.wsUrl, user.token));

    expect(refused.message).toBe('websocket error');
  });

  test('for a user', async () => {
    const backend = await startTestBackend({ env: { MAX_CLIENTS_PER_USER: '1' } });
    const user = await backend.register();
    await backend.connect(user);

    const refused = await refusalOf(openSocket(backend.wsUrl, user.token));

    expect(refused.data).toMatchObject({ code: 'E_TOO_MANY_CONNECTIONS' });
  });

  test.each([
    ['for an address, as our proxy reports it', '10.0.0.1', '10.0.0.1', '10.0.0.2'],
    ['for an IPv6 network', '2001:db8::1', '2001:db8::ffff:2', '2001:db8:0:1::1'],
  ])('%s', async (_, first, same, elsewhere) => {
    const backend = await startTestBackend({ env: { MAX_CLIENTS_PER_ADDRESS: '1', TRUST_PROXY: '1' } });
    const user = await backend.register();
    const from = (address: string) => ({ headers: { 'x-forwarded-for': `6.6.6.6, ${address}` } });
    await backend.connect(user, from(first));

    const refused = await refusalOf(openSocket(backend.wsUrl, user.token, from(same)));
    const other = await backend.connect(user, from(elsewhere));

    expect(refused.data).toMatchObject({ code: 'E_TOO_MANY_CONNECTIONS' });
    expect(other.socket.connected).toBe(true);
  });

  test('for an address, whether its sockets say who they are or not', async () => {
    const backend = await startTestBackend({ env: { MAX_CLIENTS_PER_ADDRESS: '1' } });
    const silent = await RawSocket.open(backend.wsUrl);
    await RawSocket.open(backend.wsUrl); // Has room to be refused politely.

    await expect(RawSocket.open(backend.wsUrl)).rejects.toThrow('the upgrade was refused');
    silent.close();
    await silent.closed;
    await expect.poll(() => RawSocket.open(backend.wsUrl)).toBeInstanceOf(RawSocket);
  });

  test('for an address in a second, also where nothing is said', async () => {
    const backend = await startTestBackend({ env: { CONNECTION_RATE_LIMIT: '1' } });
    await RawSocket.open(backend.wsUrl);
    await RawSocket.open(backend.wsUrl);

    await expect(RawSocket.open(backend.wsUrl)).rejects.toThrow('the upgrade was refused');
  });

  test('and none is taken over by another one, which nobody would count', async () => {
    const backend = await startTestBackend();
    const raw = await RawSocket.open(backend.wsUrl);
    await expect.poll(() => raw.frames).toHaveLength(1);
    const sid = /"sid":"([^"]+)"/.exec(raw.frames[0] ?? '')?.[1] ?? '';

    await expect(RawSocket.open(backend.wsUrl, `&sid=${sid}`)).rejects.toThrow('the upgrade was refused');
  });

  test('and whoever leaves the namespace leaves the connection, too', async () => {
    const backend = await startTestBackend();
    const { token } = await backend.register();
    const raw = await RawSocket.open(backend.wsUrl);
    raw.send(connectPacket(token));
    await expect.poll(() => raw.frames.at(-1)).toMatch(/^40/);

    raw.send(`41${NAMESPACE},`);

    await raw.closed;
  });

  test('and a connection is one socket, however often it says who it is', async () => {
    const backend = await startTestBackend();
    const { token } = await backend.register();
    const raw = await RawSocket.open(backend.wsUrl);

    for (let i = 0; i < 3; i++) raw.send(connectPacket(token));
    await expect.poll(() => raw.frames).toHaveLength(4);

    const [, ...answers] = raw.frames;
    expect(answers.filter((frame) => frame.startsWith('40'))).toHaveLength(1);
    expect(answers.filter((frame) => frame.includes('E_BAD_REQUEST'))).toHaveLength(2);
  });

  test('for an address in a second', async () => {
    const backend = await startTestBackend({ env: { CONNECTION_RATE_LIMIT: '1' } });
    const user = await backend.register();
    await backend.connect(user);

    const refused = await refusalOf(openSocket(backend.wsUrl, user.token));

    expect(refused.data).toMatchObject({ code: 'E_TOO_MANY_CONNECTIONS' });
  });
});
