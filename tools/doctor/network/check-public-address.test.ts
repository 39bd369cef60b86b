import { expect, test } from 'vitest';
import { checkPublicAddress } from './check-public-address.ts';
import type { Finding } from '../finding.ts';
import { type StandIn, standIn } from './stand-in.ts';

/** What is not fine about it. */
async function complaints(options: StandIn, now = Date.now): Promise<readonly Finding[]> {
  const address = `http://127.0.0.1:${await standIn(options)}`;
  return (await checkPublicAddress(address, 1, now)).filter(({ verdict }) => verdict !== 'fine');
}

const problem = (says: string) => [{ verdict: 'problem', says: expect.stringContaining(says) as string }];
const warning = (says: string) => [{ verdict: 'warning', says: expect.stringContaining(says) as string }];

test('a proxy that does its part gives no cause for complaint', async () => {
  expect(await complaints({})).toEqual([]);
});

test('plain HTTP to other machines is a problem', async () => {
  expect(await checkPublicAddress('http://chat.example.org', 1, Date.now)).toMatchObject(
    problem("isn't https"),
  );
});

test('an address where nobody answers is a warning, for the server may be off', async () => {
  expect(await checkPublicAddress('http://127.0.0.1:1', 1, Date.now)).toMatchObject(
    warning("doesn't answer"),
  );
});

test('pages without their headers are a problem', async () => {
  expect(await complaints({ headers: { 'content-security-policy': "default-src 'self'" } })).toMatchObject(
    problem('x-content-type-options'),
  );
});

test('a proxy that keeps /web/ to itself is a problem', async () => {
  expect(await complaints({ health: '<!doctype html>' })).toMatchObject(problem("isn't answered by Parley"));
});

test('a proxy that lets clients claim their address is a problem', async () => {
  const seenFrom = ({ headers }: { headers: NodeJS.Dict<string | string[]> }) =>
    String(headers['x-forwarded-for']);

  expect(await complaints({ seenFrom })).toMatchObject(problem('Anyone can pretend'));
});

test('a server that takes its proxy for the client is a warning', async () => {
  expect(await complaints({ seenFrom: () => '172.18.0.2' })).toMatchObject(
    warning('this machine as 172.18.0.2'),
  );
});

test('a proxy that keeps sockets from coming through is a problem', async () => {
  expect(await complaints({ passesUpgrades: false })).toMatchObject(problem("WebSockets don't get through"));
});

test('a proxy with another time is a problem', async () => {
  expect(await complaints({}, () => Date.now() - 60_000)).toMatchObject(problem('differ by '));
});
