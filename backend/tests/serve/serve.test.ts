import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { connect } from 'node:net';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';
import { X509Certificate } from 'node:crypto';
import { HTTP_PREFIX, NAMESPACE, PROTOCOL_VERSION, ROUTES } from '@parley/protocol';
import { io } from 'socket.io-client';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { openOperatorStores } from '../../src/store/sqlite/index.ts';
import { VERSION } from '../../testing/call.ts';
import { newAccountWithKeys } from '../../testing/register-with-keys.ts';
import { ownCertificate } from '../../src/tls/own-certificate.ts';
import { firstUser, invitationIn, register } from './operator-contract.ts';
import { runTool } from './run-tool.ts';
import { serve, type Serving } from './serving.ts';

// Real processes with a real disk, which others may keep busy.
vi.setConfig({ testTimeout: 60_000 });

/** A start with SQLite loads 1,414, mostly small ones of ours; a few more may come, but not another driver or framework. */
const MOST_MODULES = 1_500;

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Asks by https, and believes nobody but the server's own certificate. */
async function ask({ port, folder }: Serving, path: string, body?: object): Promise<Answer> {
  const asking = request({
    host: 'localhost',
    port,
    path,
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', ...VERSION },
    ca: readFileSync(join(folder, 'own-certificate.pem')),
  });
  asking.end(body && JSON.stringify(body));
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

/** Uses the link that the first start told. */
async function registerFirst(serving: Serving): Promise<Answer> {
  const { request } = newAccountWithKeys({ username: 'first', invitation: invitationIn(serving.told) });
  return ask(serving, HTTP_PREFIX + ROUTES.register.path, request);
}

test('for this machine alone, one port serves pages, HTTP and the link to the first account', async () => {
  const serving = await serve();
  const origin = `http://localhost:${serving.port}`;

  expect(serving.told.trim()).toMatch(new RegExp(`^Parley is running at ${origin}`));
  expect(serving.told).toContain('Only this computer can open that address.');
  expect(serving.told).toContain(`${origin}/register#invitation=`);
  expect(await (await fetch(`${origin}/c/0`)).text()).toContain('Parley');
  expect(await (await fetch(`${origin}/web/health`)).json()).toMatchObject({ name: 'parley' });
});

// A start takes its time for loading modules, which can be counted on a machine that is busy.
test('it starts with the modules that it needs, and without the drivers that it does not', async () => {
  const list = join(mkdtempSync(join(tmpdir(), 'parley-modules-')), 'modules');
  onTestFinished(() => rmSync(dirname(list), { recursive: true }));
  const writer = `${new URL('modules-writer.ts', import.meta.url).href}?to=${list}`;
  await (await serve({ NODE_OPTIONS: `--import=${writer}` })).stop();

  const modules = readFileSync(list, 'utf8').split('\n');

  expect(modules.filter((url) => /node_modules\/(mongoose|mongodb|ioredis)\//.test(url))).toEqual([]);
  expect(modules.length).toBeLessThan(MOST_MODULES);
});

test('it stops in good order, however often it is asked to', async () => {
  const serving = await serve();

  expect(await serving.end('SIGHUP', 'SIGINT', 'SIGTERM', 'SIGINT')).toBe(0);
});

describe('the link to the first account', () => {
  test('is one: of earlier starts none is left', async () => {
    const earlier = await serve();
    await earlier.stop();
    const serving = await serve(earlier.env);

    expect(await register(serving, 'stranger', invitationIn(earlier.told))).toMatchObject({ status: 403 });
    expect((await firstUser(serving)).username).toBe('first');
  });

  test('is the last one: the first administrator leaves none to others', async () => {
    const serving = await serve();
    const { said } = await runTool(serving, 'invite');
    await firstUser(serving);

    expect(await register(serving, 'second', invitationIn(said))).toMatchObject({ status: 403 });
  });

  test('is not made by a server that cannot listen', async () => {
    const { port, folder } = await serve();
    const failing = { HTTP_PORT: `${port}`, DB_PATH: join(folder, 'other.db') };

    await expect(serve(failing)).rejects.toThrow('ended before it listened');

    const stores = await openOperatorStores(failing.DB_PATH);
    const records = await stores.audit.after(0, 10);
    expect(records.map(({ kind }) => kind)).toEqual(['settings_changed']);
    await stores.close();
  });
});

test('nobody else reaches a server for this machine alone', async () => {
  const { port } = await serve();

  // All of 127.0.0.0/8 is this machine, but another address than the one it listens at.
  const stranger = connect(port, '127.0.0.2');
  const [error] = (await once(stranger, 'error')) as [Error];

  expect(error).toMatchObject({ code: 'ECONNREFUSED' });
});

describe('for other machines', () => {
  test('it makes a certificate, and tells its fingerprint and the https address', async () => {
    const serving = await serve({ HOST: '0.0.0.0' });
    const { fingerprint256 } = new X509Certificate(readFileSync(join(serving.folder, 'own-certificate.pem')));

    expect(serving.told).toMatch(new RegExp(`Parley is running at https://[^\\s]+:${serving.port}`));
    expect(serving.told).toContain(fingerprint256);
    expect(await ask(serving, '/c/0')).toMatchObject({ status: 200 });
  });

  test('somebody registers, gets a cookie for https only, and talks over a socket', async () => {
    const serving = await serve({ HOST: '0.0.0.0' });

    const registered = await registerFirst(serving);
    const socket = io(`https://localhost:${serving.port}${NAMESPACE}`, {
      transports: ['websocket'],
      auth: { token: registered.headers['auth-token'], version: PROTOCOL_VERSION },
      ca: readFileSync(join(serving.folder, 'own-certificate.pem'), 'utf8'),
    });
    onTestFinished(() => void socket.disconnect());

    expect(registered.headers['set-cookie']?.[0]).toMatch(/^__Host-chatToken=.*; HttpOnly; Secure/);
    expect(await socket.emitWithAck('command', { name: 'ping' })).toMatchObject({ success: true });
  });

  test('TLS older than 1.2 is refused', async () => {
    const { port } = await serve({ HOST: '0.0.0.0' });

    const old = connectTls({
      port,
      rejectUnauthorized: false,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });

    expect(await once(old, 'error')).toMatchObject([{ code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' }]);
  });

  test('it shows the certificate that it was given', async () => {
    const given = await serve({ HOST: '0.0.0.0' });
    const { cert } = ownCertificate({ folder: given.folder, hosts: ['localhost'], now: Date.now() });
    const serving = await serve({
      PUBLIC_URL: 'https://chat.example.org',
      TLS_CERT_FILE: join(given.folder, 'own-certificate.pem'),
      TLS_KEY_FILE: join(given.folder, 'own-key.pem'),
    });

    const socket = connectTls({ port: serving.port, host: '127.0.0.1', ca: cert, servername: 'localhost' });
    await once(socket, 'secureConnect');

    expect(socket.authorized).toBe(true);
    expect(serving.told).toContain('Parley is running at https://chat.example.org');
    socket.destroy();
  });
});
