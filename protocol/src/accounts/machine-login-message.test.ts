import { uint8ArrayToHex } from 'uint8array-extras';
import { expect, test } from 'vitest';
import { machineLoginMessage } from './machine-login-message.ts';

const uid = 'aaaaaaaa-0000-4000-8000-000000000000';
const login = { uid, challenge: new Uint8Array(32).fill(7), expiresAt: 258 };

test('what the login of a machine signs is laid out byte by byte as documented', () => {
  const label = '7061726c65792f76312f6d616368696e652d6c6f67696e00';
  expect(uint8ArrayToHex(machineLoginMessage(login))).toBe(
    `${label}aaaaaaaa000040008000000000000000${'07'.repeat(32)}0000000000000102`,
  );
});

test('another machine, challenge or end is another message', () => {
  const others = [
    { ...login, uid: uid.replaceAll('a', 'b') },
    { ...login, challenge: new Uint8Array(32) },
    { ...login, expiresAt: 259 },
  ].map((other) => uint8ArrayToHex(machineLoginMessage(other)));
  expect(new Set([...others, uint8ArrayToHex(machineLoginMessage(login))]).size).toBe(4);
});
