import fc from 'fast-check';
import { base64ToUint8Array } from 'uint8array-extras';
import { expect, test } from 'vitest';
import { type Content, contentBytes } from './content.ts';
import { decodeContent, encodeContent } from './plain-payload.ts';
import { LIMITS } from '../limits.ts';
import { Payload } from '../log/payload.ts';
import { assertSendable, bytesLeft, contentProblem } from './sendable-content.ts';

const uuid = 'aaaaaaaa-0000-4000-8000-000000000000';

function text(words: string): Content {
  return { type: 'text', text: words };
}

/** Near every bound, on both sides of it. */
const anyContent: fc.Arbitrary<Content> = fc.oneof(
  fc.record(
    {
      type: fc.constant('text' as const),
      text: fc.oneof(
        fc.string({ unit: 'binary' }),
        fc
          .tuple(
            fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }),
            fc.integer({ max: 40_000, min: 0 }),
          )
          .map(([unit, times]) => unit.repeat(times)),
      ),
      replyTo: fc.oneof(fc.nat(), fc.double()),
      mentions: fc.array(fc.oneof(fc.uuid(), fc.string()), { maxLength: 120 }),
      forwardedFrom: fc.oneof(fc.uuid(), fc.string()),
    },
    { requiredKeys: ['type', 'text'] },
  ),
  fc.record({
    type: fc.constant('reaction' as const),
    emoji: fc.string({ maxLength: 40 }),
    on: fc.boolean(),
  }),
);

test('what may be sent is taken by the server and read as it was written', () => {
  fc.assert(
    fc.property(anyContent, (content) => {
      fc.pre(contentProblem(content) === undefined);
      const payload = encodeContent(content);
      expect(Payload.safeParse(payload).success).toBe(true);
      expect(decodeContent(payload)).toEqual(content);
    }),
  );
});

test.each(['plain', '"quoted"\n', '\u0001', 'שלום', '👋🏽', '\ud800'])('counts %j as it is sent', (unit) => {
  const content = text(unit.repeat(50));
  expect(LIMITS.contentBytes - bytesLeft(content)).toBe(
    base64ToUint8Array(encodeContent(content).bytes).length,
  );
});

test('28,968 characters of JSON that do not fit once they are quoted are refused', () => {
  const json = '{"a":"b"},'.repeat(2_897).slice(0, 28_968);
  expect(bytesLeft(text(json))).toBeLessThan(0);
  expect(() => assertSendable(text(json))).toThrow(expect.objectContaining({ code: 'E_TOO_LARGE' }));
});

test('the last byte that fits is sent', () => {
  const envelope = contentBytes(text('')).length;
  const most = 'x'.repeat(LIMITS.contentBytes - envelope);
  expect(bytesLeft(text(most))).toBe(0);
  expect(() => assertSendable(text(most))).not.toThrow();
  expect(() => assertSendable(text(`${most}x`))).toThrow(expect.objectContaining({ code: 'E_TOO_LARGE' }));
});

test('as many people as fit are mentioned, and not one more', () => {
  const mentioning = (length: number): Content => ({
    type: 'text',
    text: 'hi',
    mentions: Array.from({ length }, () => uuid),
  });
  expect(contentProblem(mentioning(LIMITS.mentions))).toBeUndefined();
  expect(contentProblem(mentioning(LIMITS.mentions + 1))?.code).toBe('E_TOO_MANY_MENTIONS');
});

test.each([
  { type: 'text', text: 'hi', replyTo: 0 },
  { type: 'text', text: 'hi', mentions: ['somebody'] },
  { type: 'text', text: 'hi', forwardedFrom: 'somebody' },
  { type: 'reaction', emoji: 'x'.repeat(LIMITS.reactionMax + 1), on: true },
] as const)('what readers would not show is not sent: %j', (content) => {
  expect(contentProblem(content)?.code).toBe('E_BAD_REQUEST');
});
