import { expect, onTestFinished, test, vi } from 'vitest';
import { freePort } from '../test/free-port.ts';
import { ServerGroup } from './server-group.ts';

/** Starts as many servers, and collects what is said about them. */
async function start(script: string, count = 1) {
  const said: string[] = [];
  vi.spyOn(console, 'error').mockImplementation((line: string) => void said.push(line));
  vi.spyOn(console, 'log').mockReturnValue();
  const ports = await Promise.all(Array.from({ length: count }, freePort));
  const group = new ServerGroup(ports, {}, { words: ['--eval', script], tooSoon: 0 });
  onTestFinished(async () => {
    await group.stop();
    vi.restoreAllMocks();
  });
  return { group, said };
}

test('a server that never answers is given up, however long it tries', async () => {
  const { said } = await start('setTimeout(() => process.exit(1), 100)');

  await vi.waitFor(() => expect(said.at(-1)).toMatch(/ended with code 1\.$/), 10_000);
  expect(said).toHaveLength(3);
});

test('a group ends when all of its servers were given up', async () => {
  const { group, said } = await start('process.exit(1)', 2);

  expect(await group.ended).toBe('None of the servers could start.');
  expect(said).toHaveLength(6);
});

test('a server that answered before it died is started again each time', async () => {
  const { said } = await start(`
    const answer = (request, response) => response.end(() => setTimeout(() => process.exit(1), 100));
    require('node:http').createServer(answer).listen(process.env.HTTP_PORT, '127.0.0.1');
  `);

  await vi.waitFor(() => expect(said.length).toBeGreaterThan(3), 20_000);
  expect(said.every((line) => line.endsWith('Starting it again.'))).toBe(true);
}, 30_000);
