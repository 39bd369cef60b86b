import { uint8ArrayToHex } from 'uint8array-extras';
import { expect, test } from 'vitest';
import { roomProofMessage } from './room-proof-message.ts';

const [room, uid] = ['a', 'b'].map((letter) => `${letter.repeat(8)}-0000-4000-8000-000000000000`) as [
  string,
  string,
];
const proof = { origin: 'http://a', room, uid, challenge: new Uint8Array(32).fill(7), expiresAt: 258 };

test('what a proof of the password of a room signs is laid out byte by byte as documented', () => {
  const label = '7061726c65792f76312f726f6f6d00';
  expect(uint8ArrayToHex(roomProofMessage(proof))).toBe(
    `${label}0008687474703a2f2f61` +
      'aaaaaaaa000040008000000000000000bbbbbbbb000040008000000000000000' +
      `${'07'.repeat(32)}0000000000000102`,
  );
});

test('another room, user, origin, challenge or end is another message', () => {
  const others = [
    { ...proof, room: uid },
    { ...proof, uid: room },
    { ...proof, origin: 'http://b' },
    { ...proof, challenge: new Uint8Array(32) },
    { ...proof, expiresAt: 259 },
  ].map((other) => uint8ArrayToHex(roomProofMessage(other)));
  expect(new Set([...others, uint8ArrayToHex(roomProofMessage(proof))]).size).toBe(6);
});
