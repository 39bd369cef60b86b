import { hash } from 'node:crypto';
import { expect, test } from 'vitest';
import { CHAIN_START } from './chain-start.ts';
import { bodyHash, chainAfter, type Link } from './chain.ts';
import { payloadHash } from './payload-hash.ts';

const sha256 = (bytes: Uint8Array) => hash('sha256', bytes, 'buffer');
const link: Link = {
  conversation: '11111111-1111-8111-8111-111111111111',
  seq: 2,
  id: '22222222-2222-4222-8222-222222222222',
  sender: '33333333-3333-4333-8333-333333333333',
  time: 1_700_000_000_000,
  count: 1,
  body: { kind: 'message' },
  payload: { kind: 'plain', bytes: 'aGk=' },
};

test('the chain of a known entry is frozen: changing it would make every stored log look forged', () => {
  expect(chainAfter(sha256, CHAIN_START, link)).toBe('9VRwcT1YP8dfMJNnGin63ee3zw2gMAuUxJBSS9vps9E=');
});

test.each<[string, Partial<Link>]>([
  ['conversation', { conversation: '11111111-1111-8111-8111-111111111112' }],
  ['seq', { seq: 3 }],
  ['id', { id: '22222222-2222-4222-8222-222222222223' }],
  ['sender', { sender: '33333333-3333-4333-8333-333333333334' }],
  ['time', { time: 1_700_000_000_001 }],
  ['count', { count: 2 }],
  ['body', { body: { kind: 'edit', target: 1 } }],
  ['payload', { payload: { kind: 'plain', bytes: 'aGo=' } }],
  ['payload kind', { payload: { kind: 'sealed', bytes: 'aGk=' } }],
])('another %s gives another chain', (_, change) => {
  expect(chainAfter(sha256, CHAIN_START, { ...link, ...change })).not.toBe(
    chainAfter(sha256, CHAIN_START, link),
  );
});

test('another chain before it gives another chain', () => {
  const first = chainAfter(sha256, CHAIN_START, link);
  expect(chainAfter(sha256, first, link)).not.toBe(first);
});

test('erasing a payload leaves the chain as it was', () => {
  const payload = { kind: 'plain', bytes: 'aGk=' } as const;
  const erased = { kind: 'erased', was: 'plain', hash: payloadHash(sha256, payload) } as const;
  expect(chainAfter(sha256, CHAIN_START, { ...link, payload: erased })).toBe(
    chainAfter(sha256, CHAIN_START, link),
  );
});

test('the order of keys does not matter to the hash of a body', () => {
  const one = bodyHash(sha256, { kind: 'roleChanged', member: link.sender, role: 'admin' }, undefined);
  const other = bodyHash(sha256, { role: 'admin', member: link.sender, kind: 'roleChanged' }, undefined);
  expect(one).toBe(other);
});
