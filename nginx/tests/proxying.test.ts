import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TIMING } from '@parley/protocol';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask } from './ask.ts';
import { Certificates } from './certificates.ts';
import { echoServer } from './echo-server.ts';
import { type Stack, startStack } from './stack.ts';
import { upgrade } from './upgrade.ts';

const certificates = new Certificates();

describe.each(['dev', 'prod'] as const)('front and back proxy, %s', (environment) => {
  let stack: Stack;
  const servers: Server[] = [];
  beforeAll(async () => {
    stack = await startStack(environment, certificates);
    servers.push(await echoServer(stack.httpPort), await echoServer(stack.chatPort));
  });
  afterAll(async () => {
    for (const server of servers) server.close();
    await stack.stop();
  });

  const arrives = async (path: string, headers = {}) => {
    const { body } = await ask(`${stack.front}${path}`, { ca: certificates.server, headers });
    return JSON.parse(body) as Record<string, string>;
  };

  test('/web/, /hooks/ and /docs reach the HTTP port, /socket.io/ and /ws the chat port', async () => {
    expect(await arrives('/web/health')).toMatchObject({ port: stack.httpPort });
    expect(await arrives('/web/looks-like-a-FILEHASH.js')).toMatchObject({ port: stack.httpPort });
    expect(await arrives('/hooks/secret')).toMatchObject({ port: stack.httpPort });
    expect(await arrives('/docs')).toMatchObject({ port: stack.httpPort });
    expect(await arrives('/docs/openapi.json')).toMatchObject({ port: stack.httpPort });
    expect(await arrives('/socket.io/?EIO=4&transport=polling')).toMatchObject({ port: stack.chatPort });
    expect(await arrives('/socket.io/?EIO=4&transport=websocket')).toMatchObject({ port: stack.chatPort });
    expect(await arrives('/ws')).toMatchObject({ port: stack.chatPort });
    expect(await arrives('/ws?after=')).toMatchObject({ port: stack.chatPort });
  });

  test('the server learns the address that people typed', async () => {
    const host = new URL(stack.front).host;

    expect(await arrives('/web/health')).toMatchObject({
      host,
      'x-forwarded-host': host,
      'x-forwarded-proto': environment === 'prod' ? 'https' : 'http',
      'x-forwarded-for': '127.0.0.1',
      'x-real-ip': '127.0.0.1',
    });
  });

  test('what a client claims about itself is overwritten', async () => {
    const arrived = await arrives('/web/health', {
      'X-Forwarded-For': '203.0.113.7',
      'X-Real-IP': '203.0.113.7',
      'X-Forwarded-Proto': 'gopher',
      'X-Forwarded-Host': 'evil.example',
      Forwarded: 'for=203.0.113.7',
      'X-Client-Certificate': 'satya',
    });

    expect(JSON.stringify(arrived)).not.toMatch(/203\.0\.113\.7|gopher|evil|satya/);
  });

  test.each([undefined, '/ws?after='])(
    'a socket is upgraded and carries bytes both ways: %s',
    async (path) => {
      const socket = await upgrade(stack.front, certificates, path);

      expect(await socket.say('hello')).toBe('hello');
      socket.close();
    },
  );

  test('a server that is away is an error of the known shape', async () => {
    const alone = await startStack(environment, certificates);

    const { status, headers, body } = await ask(`${alone.front}/web/health`, { ca: certificates.server });

    await alone.stop();
    expect(status).toBe(503);
    expect(headers['content-type']).toBe('application/json');
    expect(JSON.parse(body)).toMatchObject({ code: 'E_SHUTTING_DOWN', retryable: true });
  });
});

test('the timeouts are longer than a ping and its pong take', () => {
  const snippet = readFileSync(join(import.meta.dirname, '../snippets/proxy.conf'), 'utf8');
  const timeouts = [...snippet.matchAll(/proxy_(?:read|send)_timeout (\d+)s;/g)].map(
    ([, seconds]) => Number(seconds) * 1_000,
  );

  expect(timeouts).toHaveLength(2);
  expect(Math.min(...timeouts)).toBeGreaterThan(2 * (TIMING.pingInterval + TIMING.pingTimeout));
});
