import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { checkPublicAddress } from '../../tools/doctor/check-public-address.ts';
import { ask } from './ask.ts';
import { Certificates } from './certificates.ts';
import { type Stack, startStack } from './stack.ts';

const root = join(import.meta.dirname, '../..');
const certificates = new Certificates();
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function run(script: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  const words = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const child = spawn('env', [...words, process.execPath, ...script], { cwd: root });
  children.push(child);
  return child;
}

/** The real server behind the proxies, with its demo users. */
async function startServer({ front, httpPort, chatPort }: Stack): Promise<void> {
  run(['backend/src/main.ts'], {
    NODE_ENV: 'development',
    PUBLIC_URL: front,
    HTTP_PORT: httpPort,
    WS_PORT: chatPort,
    DB_PATH: join(mkdtempSync(join(tmpdir(), 'parley-proxied-')), 'parley.db'),
    TRUST_PROXY: '1',
  });
  while ((await ask(`${front}/web/health`, { ca: certificates.server })).status !== 200)
    await setTimeout(100);
}

test.each(['dev', 'prod'] as const)(
  'two people talk through both proxies, %s',
  { timeout: 60_000 },
  async (environment) => {
    const stack = await startStack(environment, certificates);
    await startServer(stack);

    const talk = run(['docker/smoke/talk.ts', stack.front], {
      NODE_EXTRA_CA_CERTS: join(certificates.folder, 'server.crt'),
    });
    let said = '';
    talk.stdout?.on('data', (data: Buffer) => (said += data.toString()));
    while (!said.includes('talking'))
      await Promise.race([once(talk.stdout ?? talk, 'data'), once(talk, 'exit')]);
    talk.kill('SIGTERM');
    const [code] = (await once(talk, 'exit')) as [number];

    expect(said).toContain('each once and in order');
    expect(code).toBe(0);
    await stack.stop();
  },
);

test.each(['dev', 'prod'] as const)(
  'the doctor finds nothing wrong with the proxies but a certificate that nobody vouches for, %s',
  { timeout: 60_000 },
  async (environment) => {
    const stack = await startStack(environment, certificates);
    await startServer(stack);

    const findings = await checkPublicAddress(stack.front, 1, Date.now);

    const complaints = findings.filter(({ verdict }) => verdict !== 'fine').map(({ says }) => says);
    expect(complaints).toEqual(
      environment === 'dev' ? [] : [expect.stringContaining('certificate is not trusted')],
    );
    expect(findings).toContainEqual({ verdict: 'fine', says: 'Sockets come through.' });
    await stack.stop();
  },
);
