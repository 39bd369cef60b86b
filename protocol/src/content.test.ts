import { stringToBase64 } from 'uint8array-extras';
import { expect, test } from 'vitest';
import { decodeContent, encodeContent } from './content.ts';
import { LIMITS } from './limits.ts';

test('text comes back as it was, whatever the script', () => {
  const content = { type: 'text', text: 'שלום 👋🏽 naïve\nline', replyTo: 3 } as const;
  expect(decodeContent(encodeContent(content))).toEqual(content);
});

const uuid = 'aaaaaaaa-0000-4000-8000-000000000000';
const full = { type: 'text', text: 'hi', replyTo: 3, mentions: [uuid], forwardedFrom: uuid } as const;
const reaction = { type: 'reaction', emoji: '👍', on: true } as const;

function decoded(json: string) {
  return decodeContent({ kind: 'plain', bytes: stringToBase64(json) });
}

test.each([full, reaction, { ...reaction, on: false }, { type: 'text', text: '' } as const])(
  'what we know comes back: %j',
  (content) => {
    expect(decoded(JSON.stringify(content))).toEqual(content);
  },
);

test('what a later version adds is left out', () => {
  expect(decoded(JSON.stringify({ ...full, colour: 'red' }))).toEqual(full);
});

test.each(['', 'not json', 'null', '[]', '"text"', '{"type":"hologram"}', '{"type":"text"}'])(
  'bytes that say nothing we know are no content: %s',
  (text) => {
    expect(decoded(text)).toBeUndefined();
  },
);

test.each([
  { ...full, text: 1 },
  { ...full, text: 'x'.repeat(LIMITS.payloadBytes + 1) },
  { ...full, replyTo: 0 },
  { ...full, replyTo: 1.5 },
  { ...full, replyTo: '3' },
  { ...full, replyTo: null },
  { ...full, mentions: uuid },
  { ...full, mentions: ['somebody'] },
  { ...full, mentions: Array.from({ length: 101 }, () => uuid) },
  { ...full, forwardedFrom: 'somebody' },
  { ...reaction, emoji: '' },
  { ...reaction, emoji: 'x'.repeat(LIMITS.reactionMax + 1) },
  { ...reaction, emoji: 1 },
  { ...reaction, on: 'yes' },
])('one field out of its bounds makes it no content', (content) => {
  expect(decoded(JSON.stringify(content))).toBeUndefined();
});

test('an envelope is not opened here', () => {
  expect(
    decodeContent({ kind: 'sealed', bytes: encodeContent({ type: 'text', text: 'hi' }).bytes }),
  ).toBeUndefined();
});
