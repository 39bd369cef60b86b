import { stringToBase64 } from 'uint8array-extras';
import { expect, test } from 'vitest';
import { decodeContent, encodeContent } from './content.ts';

test('text comes back as it was, whatever the script', () => {
  const content = { type: 'text', text: 'שלום 👋🏽 naïve\nline', replyTo: 3 } as const;
  expect(decodeContent(encodeContent(content))).toEqual(content);
});

test.each(['', 'not json', '{"type":"hologram"}', '{"type":"text"}', '{"type":"text","text":1}'])(
  'bytes that say nothing we know are no content: %s',
  (text) => {
    expect(decodeContent({ kind: 'plain', bytes: stringToBase64(text) })).toBeUndefined();
  },
);

test('an envelope is not opened here', () => {
  expect(
    decodeContent({ kind: 'sealed', bytes: encodeContent({ type: 'text', text: 'hi' }).bytes }),
  ).toBeUndefined();
});
