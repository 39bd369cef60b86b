import { expect, test } from 'vitest';
import { checkPublicAddress } from '../../tools/doctor/network/check-public-address.ts';
import { Certificates } from './certificates.ts';
import { expectPeopleToTalk } from './people-talk.ts';
import { startServer } from './real-server.ts';
import { startStack } from './stack.ts';

const certificates = new Certificates();

test.each(['dev', 'prod'] as const)(
  'two people talk through both proxies, %s',
  { timeout: 60_000 },
  async (environment) => {
    const stack = await startStack(environment, certificates);
    await startServer(stack, certificates);

    await expectPeopleToTalk(stack, certificates);
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
