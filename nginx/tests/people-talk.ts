import { once } from 'node:events';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Certificates } from './certificates.ts';
import { run } from './real-server.ts';
import type { Stack } from './stack.ts';

/** Two people talk through both proxies; each message arrives once and in order. */
export async function expectPeopleToTalk(stack: Stack, certificates: Certificates): Promise<void> {
  const talk = run(['docker/smoke/talk.ts', stack.front], {
    NODE_EXTRA_CA_CERTS: join(certificates.folder, 'server.crt'),
  });
  const ended = once(talk, 'exit');
  let said = '';
  talk.stdout?.on('data', (data: Buffer) => (said += data.toString()));
  while (!said.includes('talking') && talk.exitCode === null)
    await Promise.race([once(talk.stdout ?? talk, 'data'), ended]);
  talk.kill('SIGTERM');
  const [code] = (await ended) as [number];

  expect(said).toContain('each once and in order');
  expect(code).toBe(0);
}
