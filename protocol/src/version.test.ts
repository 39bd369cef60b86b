import { expect, test } from 'vitest';
import { OLDEST_PROTOCOL_VERSION, PROTOCOL_VERSION, SEALING_PROTOCOL_VERSION, versionIn } from './version.ts';

test('a client that names no version speaks the first', () => {
  for (const given of [undefined, null, '', 'x', '2, 2', -1, 0, 1.5, {}, '1e400'])
    expect(versionIn(given)).toBe(1);
});

test('a version is read from a header and from a handshake', () => {
  expect(versionIn('3')).toBe(3);
  expect(versionIn(12)).toBe(12);
});

test('a server talks to its own clients', () => {
  expect(OLDEST_PROTOCOL_VERSION).toBeLessThanOrEqual(SEALING_PROTOCOL_VERSION);
  expect(SEALING_PROTOCOL_VERSION).toBeLessThanOrEqual(PROTOCOL_VERSION);
});
