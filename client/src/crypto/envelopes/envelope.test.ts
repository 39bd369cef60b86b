import {
  decodeEnvelope,
  encodeEnvelope,
  envelopeBodyHash,
  EnvelopeError,
  HEADER_BYTES,
  type ContentEnvelope,
  type Envelope,
  type EnvelopeHeader,
  type StatementEnvelope,
} from '@parley/protocol';
import { stringToUint8Array as utf8, uint8ArrayToBase64 } from 'uint8array-extras';
import { beforeAll, describe, expect, test } from 'vitest';
import { sha256 } from '../sha256.ts';
import { checkEnvelope, type EnvelopedEntry, type KnownSurroundings } from './check-envelope.ts';
import type { DeviceKey } from '../../model/keys/device-key.ts';
import { generateDeviceKey, signEnvelope } from './device-key.ts';
import { openContent } from './open-content.ts';
import { sealContent } from './seal-content.ts';

const filled = (byte: number) => new Uint8Array(32).fill(byte);
const uuid = (digit: number) => `${digit}0000000-0000-4000-8000-000000000000`;
const [CONVERSATION, ALICE, BOB, DEVICE, ID] = [uuid(1), uuid(2), uuid(3), uuid(4), uuid(5)] as const;
const epochKey = filled(9);
const content = utf8('{"text":"hello"}');

const entry: EnvelopedEntry = {
  conversation: CONVERSATION,
  sender: ALICE,
  id: ID,
  body: { kind: 'message', epoch: 3 },
};
const header: ContentEnvelope['header'] = {
  kind: 'content',
  conversation: CONVERSATION,
  sender: ALICE,
  device: DEVICE,
  id: ID,
  time: 1_000,
  keyLog: { seq: 2, hash: filled(2) },
  epoch: 3,
  log: { seq: 7, chain: filled(7) },
  bodyHash: envelopeBodyHash(sha256, entry.body),
};

let device: DeviceKey;
beforeAll(async () => {
  device = await generateDeviceKey();
});

function known(changes: Partial<KnownSurroundings> = {}): KnownSurroundings {
  return {
    keyLogHash: (seq) => (seq === 2 || seq === 3 ? filled(seq) : undefined),
    device: (id) => (id === DEVICE ? { key: uint8ArrayToBase64(device.publicKey), addedAt: 2 } : undefined),
    chain: (seq) => (seq <= 7 ? filled(seq) : undefined),
    ...changes,
  };
}

/** What a check says: its refusal, or `passes`. */
async function outcome(check: () => Promise<unknown>): Promise<string> {
  try {
    await check();
    return 'passes';
  } catch (error) {
    if (error instanceof EnvelopeError) return error.refusal;
    throw error;
  }
}

async function received(bytes: Uint8Array, as = entry, surroundings = known()): Promise<string> {
  return outcome(async () => {
    const signed = decodeEnvelope(bytes);
    await checkEnvelope(signed, as, surroundings);
    const { envelope } = signed;
    if ('ciphertext' in envelope) await openContent(epochKey, envelope);
  });
}

describe('a message', () => {
  test('is read by whoever holds the key of its epoch', async () => {
    const sealed = await sealContent(epochKey, header, content);
    expect((await openContent(epochKey, sealed)).content).toEqual(content);
    expect(await received(await signEnvelope(device, sealed))).toBe('passes');
  });

  test('is the same bytes for the same header, randomness and text, for ever', async () => {
    const randomness = { frankKey: filled(4), iv: new Uint8Array(12).fill(5) };
    const frozen = { ...header, bodyHash: envelopeBodyHash(sha256, { kind: 'message' }) };
    const sealed = await sealContent(epochKey, frozen, content, randomness);
    expect(uint8ArrayToBase64(sha256(encodeEnvelope(sealed)))).toMatchInlineSnapshot(
      `"Y+ymnOnPA0ugz4qow2CAkdVxY+y6hEA7zUtwIkD2CJ8="`,
    );
  });

  test('does not open with another key, under another header or frank', async () => {
    const sealed = await sealContent(epochKey, header, content);
    expect(await outcome(() => openContent(filled(8), sealed))).toBe('tag');
    const moved = { ...sealed, header: { ...header, time: 1_001 } };
    expect(await outcome(() => openContent(epochKey, moved))).toBe('tag');
    expect(await outcome(() => openContent(epochKey, { ...sealed, frank: filled(0) }))).toBe('tag');
  });

  test.each([0, 219, 220, 221, 32_220])('of %i bytes takes a whole number of blocks', async (length) => {
    const long = new Uint8Array(length).fill(32);
    const sealed = await sealContent(epochKey, header, long);
    expect((sealed.ciphertext.length - 16) % 256).toBe(0);
    expect(sealed.ciphertext.length - 16 - 36 - length).toBeLessThan(256);
    expect((await openContent(epochKey, sealed)).content).toEqual(long);
    expect((await signEnvelope(device, sealed)).length).toBeLessThanOrEqual(32 * 1024);
  });

  test('of more bytes than a payload holds is not sealed', async () => {
    expect(await outcome(() => sealContent(epochKey, header, new Uint8Array(32_221)))).toBe('length');
  });
});

describe('a message whose bytes were changed on the way', () => {
  test('is refused, whichever byte it was', async () => {
    const bytes = await signEnvelope(device, await sealContent(epochKey, header, content));
    const passed: number[] = [];
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      if ((await received(changed)) === 'passes') passed.push(at);
    }
    expect(passed).toEqual([]);
  });

  test.each([
    ['version', 0],
    ['suite', 1],
    ['kind', 2],
    ['flags', 3],
    ['conversation', 4],
    ['sender', 20],
    ['device', 36],
    ['id', 52],
    ['keyLogHead', 80],
    ['logHead', 124],
    ['body', 156],
  ])('names the %s', async (refusal, at) => {
    const bytes = await signEnvelope(device, await sealContent(epochKey, header, content));
    bytes[at] = (bytes[at] ?? 0) ^ 0x20;
    expect(await received(bytes)).toBe(refusal);
  });

  test('cut short or with bytes behind it is no envelope', async () => {
    const bytes = await signEnvelope(device, await sealContent(epochKey, header, content));
    expect(await received(bytes.slice(0, -1))).toBe('length');
    expect(await received(bytes.slice(0, HEADER_BYTES - 1))).toBe('length');
    expect(await received(new Uint8Array([...bytes, 0]))).toBe('trailing');
  });
});

describe('a message that its sender signed although it is wrong', () => {
  /** Everything that a dishonest member could say of a message, and the name under which readers refuse it. */
  const lies: readonly [string, string, Partial<ContentEnvelope['header']>][] = [
    ['conversation', 'of another conversation', { conversation: uuid(9) }],
    ['sender', "in another's name", { sender: BOB }],
    ['id', 'under another id', { id: uuid(9) }],
    ['device', 'from a device that the key log does not hold', { device: uuid(9) }],
    ['keyLogHead', 'by a key log of another hash', { keyLog: { seq: 2, hash: filled(0) } }],
    ['keyLogHead', 'by a key log that nobody knows', { keyLog: { seq: 4, hash: filled(4) } }],
    ['device', 'by a key log in which the device is not yet', { keyLog: { seq: 1, hash: filled(1) } }],
    ['logHead', 'on another log', { log: { seq: 7, chain: filled(0) } }],
    ['body', 'for another body', { bodyHash: filled(0) }],
  ];

  test.each(lies)('is refused for its %s: %s', async (refusal, _, change) => {
    const sealed = await sealContent(epochKey, { ...header, ...change }, content);
    expect(await received(await signEnvelope(device, sealed))).toBe(refusal);
  });

  test('is refused if its text is not the one of its frank', async () => {
    const sealed = await sealContent(epochKey, header, content);
    const other = await sealContent(epochKey, header, utf8('{"text":"other"}'));
    const mixed = { ...sealed, frank: other.frank };
    expect(await received(await signEnvelope(device, mixed))).toBe('tag');
  });

  test('is refused once the device is revoked in the key log that it names', async () => {
    const revoked = known({
      device: () => ({ key: uint8ArrayToBase64(device.publicKey), addedAt: 2, revokedAt: 3 }),
    });
    const before = await signEnvelope(device, await sealContent(epochKey, header, content));
    expect(await received(before, entry, revoked)).toBe('passes');
    const after = { ...header, keyLog: { seq: 3, hash: filled(3) } };
    const bytes = await signEnvelope(device, await sealContent(epochKey, after, content));
    expect(await received(bytes, entry, revoked)).toBe('device');
  });

  test('is judged later where the reader does not hold the log that it names', async () => {
    const ahead = { ...header, log: { seq: 8, chain: filled(0) } };
    const bytes = await signEnvelope(device, await sealContent(epochKey, ahead, content));
    expect(await received(bytes)).toBe('passes');
  });
});

describe('a message in the place of another entry', () => {
  test.each<[string, Partial<EnvelopedEntry>]>([
    ['conversation', { conversation: uuid(9) }],
    ['sender', { sender: BOB }],
    ['id', { id: uuid(9) }],
    ['body', { body: { kind: 'edit', target: 3, epoch: 3 } }],
    ['epoch', { body: { kind: 'message', epoch: 4 } }],
    ['pairing', { body: { kind: 'left' } }],
  ])('is refused for its %s', async (refusal, change) => {
    const bytes = await signEnvelope(device, await sealContent(epochKey, header, content));
    expect(await received(bytes, { ...entry, ...change })).toBe(refusal);
  });
});

test('a statement says that a device stands behind a change of members', async () => {
  const removal: EnvelopedEntry = { ...entry, body: { kind: 'removed', member: BOB } };
  const statement: StatementEnvelope = {
    header: {
      ...header,
      kind: 'statement',
      epoch: 0,
      bodyHash: envelopeBodyHash(sha256, removal.body),
    },
    rosterHash: filled(30),
  };
  const bytes = await signEnvelope(device, statement);
  expect(bytes).toHaveLength(HEADER_BYTES + 32 + 64);
  expect(await received(bytes, removal)).toBe('passes');
  expect(await received(bytes, { ...removal, body: { kind: 'removed', member: ALICE } })).toBe('body');
});

test('a statement that names an epoch is none', async () => {
  const named: Envelope = {
    header: { ...header, kind: 'statement' } as EnvelopeHeader & { readonly kind: 'statement' },
    rosterHash: filled(30),
  };
  expect(await received(await signEnvelope(device, named))).toBe('epoch');
});
