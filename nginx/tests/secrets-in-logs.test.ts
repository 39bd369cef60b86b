import { closeSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Environment, Settings } from '../../tools/proxy/settings.ts';
import { ask } from './ask.ts';
import { Certificates } from './certificates.ts';
import { echoServer } from './echo-server.ts';
import { type Stack, startStack } from './stack.ts';

const certificates = new Certificates();
const tight = { REQUESTS_PER_SECOND: '1', REQUEST_BURST: '4' };
const HOOK = '/hooks/hook-secret';
const SOCKET = '/ws?token=socket-token';
const OTHER = '/web/health?seen';

/** What both proxies logged while something was done, as their containers would. */
async function logged(
  environment: Environment,
  changes: Settings,
  work: (stack: Stack) => Promise<void>,
): Promise<string> {
  const path = join(mkdtempSync(join(tmpdir(), 'parley-logs-')), 'log');
  const log = openSync(path, 'a');
  const stack = await startStack(environment, certificates, changes, log);
  try {
    await work(stack);
  } finally {
    await stack.stop();
    closeSync(log);
  }
  return readFileSync(path, 'utf8');
}

/** Asks as often, for each address in turn, and returns the last answers. Each address is asked for from a network of its own. */
async function statuses(stack: Stack, times: number, headers = {}): Promise<(number | undefined)[]> {
  const last = [];
  for (const [at, path] of [HOOK, SOCKET, OTHER].entries()) {
    const asked = () =>
      ask(`${stack.front}${path}`, { ca: certificates.server, localAddress: `127.0.0.${at + 2}`, headers });
    for (let count = 1; count < times; count++) await asked();
    last.push((await asked()).status);
  }
  return last;
}

function expectNoSecretIn(log: string): void {
  expect(log).toContain(OTHER);
  expect(log).not.toContain('hook-secret');
  expect(log).not.toContain('socket-token');
}

describe.each(['dev', 'prod'] as const)('secrets in addresses are not logged, %s', (environment) => {
  test('after an answer, a refusal for too many requests, and one for a header', async () => {
    const log = await logged(environment, tight, async (stack) => {
      const servers = [await echoServer(stack.httpPort), await echoServer(stack.chatPort)];
      expect(await statuses(stack, 1)).toEqual([200, 200, 200]);
      expect(await statuses(stack, 8)).toEqual([429, 429, 429]);
      // Refused before nginx knows which location it is.
      expect(await statuses(stack, 1, { 'Transfer-Encoding': 'unknown' })).toEqual([501, 501, 501]);
      for (const server of servers) server.close();
    });

    expect(log).toContain('limiting requests');
    expectNoSecretIn(log);
  });

  test('while the server is away', async () => {
    const log = await logged(environment, {}, async (stack) => {
      expect(await statuses(stack, 1)).toEqual([503, 503, 503]);
    });

    expect(log).toContain('connect() failed');
    expectNoSecretIn(log);
  });

  test('while the back proxy is away', async () => {
    const log = await logged(environment, { BACKEND_NGINX_ADDRESS: '127.0.0.9' }, async (stack) => {
      expect(await statuses(stack, 1)).toEqual([503, 503, 503]);
    });

    expect(log).toContain('connect() failed');
    expectNoSecretIn(log);
  });
});

test('nor are they where plain HTTP is sent to https', async () => {
  const log = await logged('prod', {}, async (stack) => {
    for (const origin of [stack.redirect, stack.front.replace('https:', 'http:')])
      for (const path of [HOOK, SOCKET, OTHER])
        expect(await ask(`${origin}${path}`)).toMatchObject({ status: 301 });
  });

  expectNoSecretIn(log);
});
