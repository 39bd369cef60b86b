import { uint8ArrayToHex } from 'uint8array-extras';
import { expect, test } from 'vitest';
import { loginMessage } from './login-message.ts';

const login = {
  origin: 'http://a',
  username: 'Anna',
  challenge: new Uint8Array(32).fill(7),
  expiresAt: 258,
};

test('what a login signs is laid out byte by byte as documented', () => {
  const label = '7061726c65792f76312f6c6f67696e00';
  expect(uint8ArrayToHex(loginMessage(login))).toBe(
    `${label}0008687474703a2f2f610004616e6e61${'07'.repeat(32)}0000000000000102`,
  );
});

test('origin and name cannot trade places', () => {
  const one = loginMessage({ ...login, origin: 'http://ab', username: 'c' });
  const other = loginMessage({ ...login, origin: 'http://a', username: 'bc' });
  expect(one).not.toEqual(other);
});
