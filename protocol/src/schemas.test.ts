import { expect, test } from 'vitest';
import { CodedError } from './errors/coded-error.ts';
import { ERROR_CODES } from './errors/error-codes.ts';
import { ERRORS } from './errors/errors.ts';
import { ParleyError } from './errors/parley-error.ts';
import { MarkBatch } from './events/receipt.ts';
import { GroupMessage } from './events/message-event.ts';
import { DeviceName, DisplayName, GroupName, Username } from './accounts/names.ts';
import { Payload } from './log/payload.ts';
import { Time } from './ids.ts';
import { LIMITS } from './limits.ts';
import { isReservedUsername } from './accounts/reserved-usernames.ts';
import { WireError } from './errors/wire-error.ts';

const uuid = 'aaaaaaaa-0000-4000-8000-000000000000';

test.each(['ab', 'x'.repeat(31), 'with space', 'ünï', 'a;b', ''])('a username cannot be %j', (name) => {
  expect(Username.safeParse(name).success).toBe(false);
});

test.each(['satya', 'A_b-9', 'x'.repeat(30)])('a username can be %s', (name) => {
  expect(Username.safeParse(name).success).toBe(true);
});

test.each([
  ...[
    'Admin',
    'announcements',
    'owner',
    'help',
    'official',
    'server',
    'bot',
    'everyone',
    'here',
    'all',
    'system',
  ],
  ...['__proto__', '-System-', 'no_reply', 'constructor', 'hasOwnProperty'],
])('%s is reserved, in any case and with any dashes', (name) => {
  expect(isReservedUsername(name)).toBe(true);
});

test.each(['satya', 'allison', 'bottas', 'here4you'])('%s is free', (name) => {
  expect(isReservedUsername(name)).toBe(false);
});

const unseen = [
  'anna\u200b',
  'anna\u200d',
  '\u200danna',
  'an \u200cna',
  'an\u200d\u200dna',
  'anna\u2060',
  'an\u00adna',
  '\u200fanna',
  '\u061canna',
  '\u3164\u3164',
  '\u2800\u2800',
  '\u0301\u0301',
  'anna\ufe0f',
  'anna\u{e0061}',
];

test.each(unseen)('nothing can be called %j, which shows as something else', (name) => {
  for (const Name of [GroupName, DisplayName, DeviceName]) expect(Name.safeParse(name).success).toBe(false);
});

test.each([
  'Ärzte & Co. – 3/4',
  'می‌خواهم',
  'ක්‍රිකට්',
  '山田 太郎',
  'नमस्ते',
  'שָׁלוֹם',
  'e\u0301te\u0301',
  'family 👩‍👩‍👧',
  '❤️‍🔥 1️⃣',
  '🏴󠁧󠁢󠁥󠁮󠁧󠁿🇩🇪',
])('somebody and a group can be called %s', (name) => {
  for (const Name of [GroupName, DisplayName]) expect(Name.parse(name)).toBe(name);
});

test.each(['x', ' x ', 'a\u202eb', 'a\nb', 'x'.repeat(51)])('a group cannot be called %j', (name) => {
  expect(GroupName.safeParse(name).success).toBe(false);
});

test.each(['', 'AA==', 'AAA=', 'AAAA', 'a+/9AA=='])('%j is base64', (bytes) => {
  expect(Payload.safeParse({ kind: 'plain', bytes }).success).toBe(true);
});

test.each(['A', 'AAA', 'A===', '====', 'AA=A', 'AA==AAAA', 'AA-_', 'AAA\n', ' AAA', 'AA=\n', 'ÄAAA'])(
  '%j is not base64',
  (bytes) => {
    expect(Payload.safeParse({ kind: 'plain', bytes }).success).toBe(false);
  },
);

test('a time is one that can be shown as a date', () => {
  const last = 8.64e15;
  expect(Time.safeParse(last).success).toBe(true);
  expect(Time.safeParse(last + 1).success).toBe(false);
  expect(new Date(last).toISOString()).toBe('+275760-09-13T00:00:00.000Z');
});

test('a payload of the largest size fits, one byte more does not', () => {
  const bytes = (length: number) => Buffer.alloc(length).toString('base64');
  expect(Payload.safeParse({ kind: 'plain', bytes: bytes(LIMITS.payloadBytes) }).success).toBe(true);
  expect(Payload.safeParse({ kind: 'plain', bytes: bytes(LIMITS.payloadBytes + 3) }).success).toBe(false);
});

test('operators and foreign keys do not come through a schema', () => {
  const message = { conversation: { $ne: null }, id: uuid, body: { kind: 'message' } };
  expect(GroupMessage.safeParse(message).success).toBe(false);
  const parsed = GroupMessage.parse({
    conversation: uuid,
    id: uuid,
    sender: 'me',
    body: { kind: 'message' },
  });
  expect(parsed).toEqual({ conversation: uuid, id: uuid, body: { kind: 'message' } });
});

test('unknown fields of what would be stored are refused, not dropped', () => {
  const command = { conversation: uuid, id: uuid, body: { kind: 'message' } };
  const payload = { kind: 'plain', bytes: '' };
  expect(GroupMessage.safeParse({ ...command, payload }).success).toBe(true);
  expect(GroupMessage.safeParse({ ...command, body: { kind: 'message', expires: 1 } }).success).toBe(false);
  expect(GroupMessage.safeParse({ ...command, payload: { ...payload, epoch: 1 } }).success).toBe(false);
});

test('membership does not travel as a message', () => {
  const body = { kind: 'removed', member: uuid };
  expect(GroupMessage.safeParse({ conversation: uuid, id: uuid, body }).success).toBe(false);
});

test('a batch of marks is bounded', () => {
  const marks = Array.from({ length: LIMITS.marksBatch + 1 }, () => ({ conversation: uuid, seq: 1 }));
  expect(MarkBatch.safeParse({ marks }).success).toBe(false);
});

test('an error of a code that is unknown here counts by whether it may be tried again', () => {
  for (const retryable of [true, false]) {
    const wire = WireError.parse({ code: 'E_FROM_TOMORROW', message: 'Not today.', retryable });
    expect(CodedError.fromWire(wire)).toMatchObject({
      code: 'E_FROM_TOMORROW',
      message: 'Not today.',
      retryable,
    });
  }
});

test.each(ERROR_CODES)('%s survives the wire', (code) => {
  const wire = WireError.parse(new ParleyError(code, { retryAfterMs: 5 }).toWire());
  expect(CodedError.fromWire(wire).toWire()).toEqual(wire);
  expect(wire.retryable).toBe(ERRORS[code].retryable);
});
