import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkPublicAddress } from '../../tools/doctor/network/check-public-address.ts';
import { Certificates } from './certificates.ts';
import { run, startServer } from './real-server.ts';
import { startStack } from './stack.ts';

const certificates = new Certificates();

test.each(['dev', 'prod'] as const)(
  'two people talk through both proxies, %s',
  { timeout: 60_000 },
  async (environment) => {
    const stack = await startStack(environment, certificates);
    await startServer(stack, certificates);

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
    await startServer(stack, certificates);

    const findings = await checkPublicAddress(stack.front, 1, Date.now);

    const complaints = findings.filter(({ verdict }) => verdict !== 'fine').map(({ says }) => says);
    expect(complaints).toEqual(
      environment === 'dev' ? [] : [expect.stringContaining("doesn't trust the certificate")],
    );
    expect(findings).toContainEqual({ verdict: 'fine', says: 'WebSockets work.' });
    await stack.stop();
  },
);
