import { stringToBase64 } from 'uint8array-extras';
import { expect, test } from 'vitest';
import { decodeContent, encodeContent } from './plain-payload.ts';
import { LIMITS } from '../limits.ts';

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
  { ...reaction, emoji: '' },
  { ...reaction, emoji: 'x'.repeat(LIMITS.reactionMax + 1) },
  { ...reaction, emoji: 1 },
  { ...reaction, on: 'yes' },
])('without text, emoji or direction it is no content', (content) => {
  expect(decoded(JSON.stringify(content))).toBeUndefined();
});

test.each([
  { replyTo: 0 },
  { replyTo: 1.5 },
  { replyTo: '3' },
  { replyTo: null },
  { mentions: uuid },
  { forwardedFrom: 'somebody' },
])('a text is readable without what stands wrong beside it: %j', (wrong) => {
  const { [Object.keys(wrong)[0] ?? '']: left, ...rest } = { ...full } as Record<string, unknown>;
  expect(left).toBeDefined();
  expect(decoded(JSON.stringify({ ...full, ...wrong }))).toEqual(rest);
});

test('of mentions, those that are ids are read', () => {
  expect(decoded(JSON.stringify({ ...full, mentions: ['somebody', uuid, 3] }))).toEqual(full);
});

test('a message that mentions more people than may be sent now is readable', () => {
  const mentions = Array.from({ length: 800 }, () => uuid);
  expect(decoded(JSON.stringify({ ...full, mentions }))).toEqual({ ...full, mentions });
});

test('an envelope is not opened here', () => {
  expect(
    decodeContent({ kind: 'sealed', bytes: encodeContent({ type: 'text', text: 'hi' }).bytes }),
  ).toBeUndefined();
});
