import { uint8ArrayToHex } from 'uint8array-extras';
import { expect, test } from 'vitest';
import { commandMessage } from './command-message.ts';

const [signer, id, conversation] = ['a', 'b', 'c'].map(
  (letter) => `${letter.repeat(8)}-0000-4000-8000-000000000000`,
) as [string, string, string];
const parameters = { to: ['staging'], a: 1.0, ä: null };
const command = { signer, id, time: 1_767_225_600_000, conversation, name: 'deploy', parameters };

test('what a command signs is laid out byte by byte as documented', () => {
  expect(uint8ArrayToHex(commandMessage(command))).toBe(
    '7061726c65792f76312f636f6d6d616e6400' +
      'aaaaaaaa000040008000000000000000' +
      'bbbbbbbb000040008000000000000000' +
      '0000019b76daa800' +
      'cccccccc000040008000000000000000' +
      '066465706c6f79' +
      uint8ArrayToHex(new TextEncoder().encode('{"a":1,"to":["staging"],"ä":null}')),
  );
});

test('without conversation and parameters, the system and an empty object stand in their place', () => {
  expect(uint8ArrayToHex(commandMessage({ signer, id, time: 1, name: 'ping' }))).toBe(
    '7061726c65792f76312f636f6d6d616e6400' +
      'aaaaaaaa000040008000000000000000' +
      'bbbbbbbb000040008000000000000000' +
      '0000000000000001' +
      '00000000000080008000000000000000' +
      '0470696e677b7d',
  );
});

test('another signer, id, time, conversation, name or parameter is another message', () => {
  const others = [
    { ...command, signer: id },
    { ...command, id: signer },
    { ...command, time: 1 },
    { ...command, conversation: undefined },
    { ...command, name: 'deploys' },
    { ...command, parameters: { ...parameters, a: 2 } },
  ];
  const messages = [command, ...others].map((one) => uint8ArrayToHex(commandMessage(one)));
  expect(new Set(messages).size).toBe(7);
});
