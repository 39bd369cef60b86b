import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../tools/test/free-port.ts';
import { ask } from './ask.ts';
import { Certificates } from './certificates.ts';
import { echoServer } from './echo-server.ts';
import { expectPeopleToTalk } from './people-talk.ts';
import { startServer } from './real-server.ts';
import { type Stack, startStack } from './stack.ts';
import { upgrade } from './upgrade.ts';

const certificates = new Certificates();
/** As a proxy does that knows no WebSockets. */
const REFUSING = 'localhost; if ($http_upgrade) { return 403; } set $refused yes';

test('two people talk through proxies that refuse every WebSocket', async () => {
  const stack = await startStack('dev', certificates, { SERVER_NAME: REFUSING });
  await startServer(stack, certificates);

  await expectPeopleToTalk(stack, certificates);
  await stack.stop();
}, 60_000);

describe('of two servers', () => {
  let stack: Stack;
  const ports: string[] = [];
  const servers: Awaited<ReturnType<typeof echoServer>>[] = [];
  beforeAll(async () => {
    ports.push(`${await freePort()}`, `${await freePort()}`);
    for (const port of ports) servers.push(await echoServer(port));
    stack = await startStack('dev', certificates, {
      BACKEND_WS_PORT: ports.join('; server 127.0.0.1:'),
      SERVER_NAME: 'localhost; set_real_ip_from 127.0.0.0/8; real_ip_header X-Test-Address',
    });
  });
  afterAll(async () => {
    for (const server of servers) server.close();
    await stack.stop();
  });

  const portOf = async (address: string, query = '') => {
    const url = `${stack.front}/socket.io/?EIO=4&transport=polling${query}`;
    const { body } = await ask(url, { headers: { 'X-Test-Address': address } });
    return (JSON.parse(body) as { readonly port: string }).port;
  };

  test('each client that polls has one, from the handshake on, and both have some', async () => {
    const addresses = Array.from({ length: 20 }, (_, index) => `192.0.2.${index}`);
    const used = new Set<string>();

    for (const address of addresses) {
      const first = await portOf(address);
      used.add(first);
      for (let count = 0; count < 3; count++) expect(await portOf(address, `&sid=${count}`)).toBe(first);
    }

    expect([...used].sort()).toEqual([...ports].sort());
  });

  test('a WebSocket may have any', async () => {
    const socket = await upgrade(stack.front, certificates);

    expect(await socket.say('hello')).toBe('hello');
    socket.close();
  });
});

describe('polls are counted apart', () => {
  const tight = { REQUESTS_PER_SECOND: '1', REQUEST_BURST: '1' };

  test('ten times as many as other requests, and no more', async () => {
    const stack = await startStack('dev', certificates, tight);
    const server = await echoServer(stack.chatPort);
    const http = await echoServer(stack.httpPort);
    const statuses = async (path: string) => {
      const answers = [];
      for (let count = 0; count < 30; count++) answers.push((await ask(`${stack.front}${path}`)).status);
      return answers.filter((status) => status === 200).length;
    };

    const others = await statuses('/web/health?sid=1');
    const polls = await statuses('/socket.io/?EIO=4&transport=polling&sid=1');

    expect(others).toBeLessThan(5);
    expect(polls).toBeGreaterThan(10);
    expect(polls).toBeLessThan(30);
    server.close();
    http.close();
    await stack.stop();
  });
});
