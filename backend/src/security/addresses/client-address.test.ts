import { describe, expect, test } from 'vitest';
import { clientAddress } from './client-address.ts';

const seen = (forwarded: string | undefined, proxies = 1, remoteAddress = '127.0.0.1') =>
  clientAddress(
    { headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }, socket: { remoteAddress } },
    proxies,
  );

describe('36. behind a proxy a forwarded address is an address or nothing', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    [' 192.0.2.1 ', '192.0.2.1'],
    ['192.0.2.1:50123', '192.0.2.1'],
    ['2001:db8::1', '2001:db8::1'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:c000:201', '192.0.2.1'],
    ['[::ffff:192.0.2.1]:443', '192.0.2.1'],
    ['junk, 192.0.2.1', '192.0.2.1'],
    ['192.0.2.9,192.0.2.1', '192.0.2.1'],
  ])('%j is %s', (forwarded, address) => {
    expect(seen(forwarded)).toBe(address);
  });

  test.each([
    'junk',
    'unknown',
    '_hidden',
    '192.0.2.256',
    '192.0.2.1/8',
    '192.0.2.1:port',
    '[192.0.2.1]',
    '[2001:db8::1',
    '2001:db8::1::2',
    '::ffff:1.2.3.4.5',
    '192.0.2.1,',
    ',',
    ' ',
    '127.0.0.1\u0000',
    `${'1'.repeat(5_000)}:1`,
  ])('%j is nothing', (forwarded) => {
    expect(seen(forwarded)).toBe('unknown');
  });

  test('which is not the address of the proxy, should the header be shorter than there are proxies', () => {
    expect(seen('192.0.2.1', 2)).toBe('unknown');
  });
});

test.each([
  ['127.0.0.1', '127.0.0.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['fe80::1%eth0', 'fe80::1'],
])('without a proxy, what the header says counts for nothing: %s', (remote, address) => {
  expect(seen('203.0.113.7', 0, remote)).toBe(address);
});

test('without the header it is whoever connected, such as a health check beside the server', () => {
  expect(seen(undefined, 1, '10.0.0.5')).toBe('10.0.0.5');
});
