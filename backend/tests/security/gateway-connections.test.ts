import { connect } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  connectGateway,
  GatewayClient,
  openGateway,
  upgradeRefusal,
  type GatewayOptions,
} from '../../testing/gateway-client.ts';
import { ORIGIN, startTestBackend } from '../../testing/start-test-backend.ts';

const PROXY = { TRUST_PROXY: '1' };

describe('1. a plain WebSocket from another origin is refused before the upgrade', () => {
  test.each(['http://evil.test', 'http://chat.test:8080', 'https://chat.test', 'null'])(
    '%s',
    async (origin) => {
      const backend = await startTestBackend();
      const user = await backend.register();

      const refused = await upgradeRefusal(openGateway(backend.wsUrl, user.token, { headers: { origin } }));

      expect(refused).toEqual({ status: 403, code: 'E_ORIGIN' });
      const events = await backend.stores.audit.after(0, 100);
      expect(events.at(-1)).toMatchObject({ kind: 'origin_refused', details: { origin } });
    },
  );
});

test('2. without an Origin header a cookie alone opens no plain WebSocket', async () => {
  const backend = await startTestBackend();
  const { token } = await backend.register();
  const cookie = `theme=dark; chatToken=${token}`;

  const refused = await upgradeRefusal(openGateway(backend.wsUrl, undefined, { headers: { cookie } }));
  await connectGateway(backend.wsUrl, undefined, { headers: { cookie, origin: ORIGIN } });

  expect(refused).toEqual({ status: 401, code: 'E_UNAUTHENTICATED' });
});

describe('3. a plain WebSocket authenticates', () => {
  test.each<[string, Record<string, string>, (token: string) => GatewayOptions]>([
    ['by Authorization: Bearer', {}, (token) => ({ headers: { authorization: `Bearer ${token}` } })],
    ['by the header auth-token', {}, (token) => ({ headers: { 'auth-token': token } })],
    ['by a subprotocol', {}, (token) => ({ protocols: ['parley.v1', `token.${token}`] })],
    [
      'by a subprotocol of a page of ours',
      {},
      (token) => ({ protocols: ['parley.v1', `token.${token}`], headers: { origin: ORIGIN } }),
    ],
    [
      'by its address, where that is allowed',
      { GATEWAY_QUERY_TOKEN: 'true' },
      (token) => ({ query: `token=${token}` }),
    ],
  ])('%s', async (_, env, options) => {
    const backend = await startTestBackend({ env });
    const { token } = await backend.register();

    const script = await connectGateway(backend.wsUrl, undefined, options(token));

    const offered = options(token).protocols ?? [];
    expect(script.socket.protocol).toBe(offered.length > 0 ? 'parley.v1' : '');
    expect(script.socket.extensions).toBe('');
  });

  test('by a client certificate that our proxy has checked', async () => {
    const env = { CLIENT_CERT_HEADER: 'X-Client-Certificate', ...PROXY };
    const backend = await startTestBackend({ env });
    const { username, uid } = await backend.register();
    const headers = { 'x-client-certificate': `CN=${username}` };

    const script = await connectGateway(backend.wsUrl, undefined, { headers });

    expect(script.received('ready')[0]?.header.uid).toBe(uid);
  });

  test.each<[string, (token: string) => GatewayOptions]>([
    ['by nothing', () => ({})],
    ['by its address, where that is not allowed', (token) => ({ query: `token=${token}` })],
    ['by a certificate that nobody checks', () => ({ headers: { 'x-client-certificate': 'CN=alice' } })],
  ])('not %s', async (_, options) => {
    const backend = await startTestBackend();
    const { token } = await backend.register('alice');

    const refused = await upgradeRefusal(openGateway(backend.wsUrl, undefined, options(token)));

    expect(refused).toEqual({ status: 401, code: 'E_UNAUTHENTICATED' });
  });

  test('not by a token of a session that has ended', async () => {
    const backend = await startTestBackend();
    const { token, uid } = await backend.register();
    const [session] = await backend.stores.sessions.ofUser(uid, backend.clock.read());
    await backend.stores.sessions.end(uid, session?.sid ?? '');

    expect(await upgradeRefusal(openGateway(backend.wsUrl, token))).toEqual({
      status: 401,
      code: 'E_SESSION_ENDED',
    });
  });

  test('only from an address of the allowlist, where there is one', async () => {
    const backend = await startTestBackend({ env: { IP_ALLOWLIST: '10.0.0.0/8' } });

    const refused = await upgradeRefusal(openGateway(backend.wsUrl, 'any'));

    expect(refused).toEqual({ status: 403, code: 'E_ORIGIN' });
  });

  test('a page learns by the close code why it gets none: it sees no answer to an upgrade', async () => {
    const backend = await startTestBackend();

    const page = new GatewayClient(openGateway(backend.wsUrl, undefined, { headers: { origin: ORIGIN } }));

    expect(await page.closed).toEqual({ code: 1008, reason: 'E_UNAUTHENTICATED' });
  });
});

test('1. an address that two carriers could read as theirs is one of them alone', async () => {
  const backend = await startTestBackend();
  const { hostname, port } = new URL(backend.wsUrl);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  let answer = '';
  socket.on('data', (data) => (answer += data.toString('latin1')));

  socket.write(
    'GET /socket.io/../ws?EIO=4&transport=websocket HTTP/1.1\r\nHost: chat.test\r\nUpgrade: websocket\r\n' +
      'Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
  );
  await expect.poll(() => answer).toContain('"sid"');
  const { token } = await backend.register();
  await connectGateway(backend.wsUrl, token);

  expect(answer.split('HTTP/1.1')).toHaveLength(2);
});

describe('4. the number of plain WebSockets is bounded, together with all others', () => {
  test('for a user', async () => {
    const backend = await startTestBackend({ env: { MAX_CLIENTS_PER_USER: '2' } });
    const user = await backend.register();
    await backend.connect(user);
    const script = await connectGateway(backend.wsUrl, user.token);

    const refused = await upgradeRefusal(openGateway(backend.wsUrl, user.token));
    script.socket.close();
    await script.closed;

    expect(refused).toEqual({ status: 429, code: 'E_TOO_MANY_CONNECTIONS' });
    await connectGateway(backend.wsUrl, user.token);
  });

  test('in total', async () => {
    const backend = await startTestBackend({ env: { MAX_CLIENTS: '1' } });
    const user = await backend.register();
    await connectGateway(backend.wsUrl, user.token);

    expect(await upgradeRefusal(openGateway(backend.wsUrl, user.token))).toEqual({
      status: 503,
      code: 'E_SERVER_FULL',
    });
  });

  test('for an address, as our proxy reports it, and those that were refused count no longer', async () => {
    const backend = await startTestBackend({ env: { MAX_CLIENTS_PER_ADDRESS: '1', ...PROXY } });
    const { token } = await backend.register();
    const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });
    for (let i = 0; i < 5; i++) await upgradeRefusal(openGateway(backend.wsUrl, undefined, from('10.0.0.1')));
    await connectGateway(backend.wsUrl, token, from('10.0.0.1'));

    const refused = await upgradeRefusal(openGateway(backend.wsUrl, token, from('10.0.0.1')));
    await connectGateway(backend.wsUrl, token, from('10.0.0.2'));

    expect(refused).toEqual({ status: 429, code: 'E_TOO_MANY_CONNECTIONS' });
  });

  test('for an address in a second', async () => {
    const backend = await startTestBackend({ env: { CONNECTION_RATE_LIMIT: '1' } });
    const { token } = await backend.register();
    await connectGateway(backend.wsUrl, token);

    expect(await upgradeRefusal(openGateway(backend.wsUrl, token))).toEqual({
      status: 429,
      code: 'E_TOO_MANY_CONNECTIONS',
    });
  });
});
