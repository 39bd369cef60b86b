import { uint8ArrayToHex } from 'uint8array-extras';
import { expect, test } from 'vitest';
import { machineKeyMessage } from './machine-key-message.ts';

test('what binds the simple key of a machine to its account key is laid out byte by byte as documented', () => {
  const [accountKey, simpleKey] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
  const label = '7061726c65792f76312f6d616368696e652d6b657900';
  expect(uint8ArrayToHex(machineKeyMessage({ accountKey, simpleKey }))).toBe(
    `${label}${'01'.repeat(32)}${'02'.repeat(32)}`,
  );
});
