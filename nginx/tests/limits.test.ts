import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask } from './ask.ts';
import { Certificates } from './certificates.ts';
import { echoServer } from './echo-server.ts';
import { type Stack, startStack } from './stack.ts';
import { upgrade } from './upgrade.ts';

const certificates = new Certificates();
const tight = { REQUESTS_PER_SECOND: '1', REQUEST_BURST: '4', CONNECTIONS_PER_ADDRESS: '3' };
/** A machine has at most one IPv6 address to test with: here nginx takes the address from a header. */
const SERVER_NAME = 'localhost; set_real_ip_from 127.0.0.0/8; real_ip_header X-Test-Address';

describe.each(['dev', 'prod'] as const)('limits of one address, %s', (environment) => {
  let stack: Stack;
  const servers: Server[] = [];
  beforeAll(async () => {
    stack = await startStack(environment, certificates, { ...tight, SERVER_NAME });
    servers.push(await echoServer(stack.httpPort), await echoServer(stack.chatPort));
  });
  afterAll(async () => {
    for (const server of servers) server.close();
    await stack.stop();
  });

  const get = (path: string, localAddress: string) =>
    ask(`${stack.front}${path}`, { ca: certificates.server, localAddress });

  test('too many requests are refused with the code that clients know, and others go on', async () => {
    const answers = [];
    for (let count = 0; count < 8; count++) answers.push(await get('/web/health', '127.0.0.2'));

    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(2);
    expect(JSON.parse(refused[0]?.body ?? '')).toMatchObject({ code: 'E_RATE_LIMITED', retryable: true });
    expect(await get('/web/health', '127.0.0.3')).toMatchObject({ status: 200 });
    expect(await get('/', '127.0.0.2')).toMatchObject({ status: 200 });
  });

  test('all addresses of an IPv6 network count as one', async () => {
    const from = (address: string) =>
      ask(`${stack.front}/web/health`, {
        ca: certificates.server,
        headers: { 'X-Test-Address': address },
      });
    const answers = [];
    for (let count = 0; count < 8; count++) answers.push(await from(`2001:db8:0:1:${count}::1`));

    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(2);
    expect(await from('2001:db8:0:2::1')).toMatchObject({ status: 200 });
  });

  test('too many connections at once are refused', async () => {
    const sockets = await Promise.all([1, 2, 3].map(() => upgrade(stack.front, certificates)));

    expect(await get('/web/health', '127.0.0.1')).toMatchObject({ status: 429 });
    for (const socket of sockets) socket.close();
  });
});
