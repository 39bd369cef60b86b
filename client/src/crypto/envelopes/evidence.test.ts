import {
  bytesOf,
  checkEvidence,
  encodeContent,
  envelopeBodyHash,
  payloadHash,
  type ContentEnvelope,
  type Entry,
  type KeptEvidence,
  type KeyLogDevice,
  type KnownSurroundings,
  type Payload,
} from '@parley/protocol';
import { stringToUint8Array as utf8, uint8ArrayToBase64 } from 'uint8array-extras';
import { beforeAll, describe, expect, test } from 'vitest';
import type { DeviceKey } from '../../model/keys/device-key.ts';
import { sha256 } from '../sha256.ts';
import { verifyEd25519 } from '../verify-ed25519.ts';
import { generateDeviceKey, signEnvelope } from './device-key.ts';
import { openContent } from './open-content.ts';
import { sealContent } from './seal-content.ts';

type Sealed = Extract<KeptEvidence, { kind: 'sealed' }>;

const filled = (byte: number) => new Uint8Array(32).fill(byte);
const uuid = (digit: number) => `${digit}0000000-0000-4000-8000-000000000000`;
const [CONVERSATION, BOB, CAROL, DEVICE, ID] = [uuid(1), uuid(2), uuid(3), uuid(4), uuid(5)] as const;
const base64 = uint8ArrayToBase64;
const SAID = '{"type":"text","text":"pay me"}';

let device: DeviceKey;
beforeAll(async () => {
  device = await generateDeviceKey();
});

const body = { kind: 'message', epoch: 3 } as const;
const header: ContentEnvelope['header'] = {
  kind: 'content',
  conversation: CONVERSATION,
  sender: BOB,
  device: DEVICE,
  id: ID,
  time: 1_000,
  keyLog: { seq: 2, hash: filled(2) },
  epoch: 3,
  log: { seq: 7, chain: filled(7) },
  bodyHash: envelopeBodyHash(sha256, body),
};

type KeyLogSide = Pick<KnownSurroundings, 'keyLogHash' | 'device'>;

const keyLog = (): KeyLogSide => ({
  keyLogHash: (seq: number) => (seq === 2 ? filled(2) : undefined),
  device: (id: string) => (id === DEVICE ? { key: base64(device.publicKey), addedAt: 2 } : undefined),
});

/** What a reader discloses of a message, and the entry that the log keeps once it was deleted. */
async function reported(said = SAID, changes: Partial<ContentEnvelope['header']> = {}) {
  const key = filled(9);
  const envelope = await sealContent(key, { ...header, ...changes }, utf8(said));
  const opened = await openContent(key, envelope);
  const payload = { kind: 'sealed', bytes: base64(await signEnvelope(device, envelope)) } as const;
  const evidence: Sealed = {
    kind: 'sealed',
    payload,
    frankKey: base64(opened.frankKey),
    content: base64(opened.content),
  };
  return { entry: entryOf(payload), evidence };
}

/** @param payload whose hash the log has */
function entryOf(payload: Payload): Entry {
  return {
    ...{
      conversation: CONVERSATION,
      seq: 8,
      id: ID,
      sender: BOB,
      time: 1,
      count: 1,
      chain: base64(filled(8)),
      body,
    },
    payload: { kind: 'erased', was: payload.kind, hash: payloadHash(sha256, payload) },
  };
}

async function outcome(entry: Entry, evidence: KeptEvidence, known: KeyLogSide = keyLog()): Promise<unknown> {
  const shown = await checkEvidence({ sha256, verify: verifyEd25519 }, entry, known, evidence);
  return shown.kind === 'refused' ? shown.refusal : shown.kind;
}

function flipped(text: string, at: number): string {
  const bytes = bytesOf(text).slice();
  bytes[at] = (bytes[at] ?? 0) ^ 0x20;
  return base64(bytes);
}

test('evidence proves what was said, also once the message is erased', async () => {
  const { entry, evidence } = await reported();
  const shown = await checkEvidence({ sha256, verify: verifyEd25519 }, entry, keyLog(), evidence);
  expect(shown).toEqual({ kind: 'proven', content: { type: 'text', text: 'pay me' } });
  const whole: Entry = { ...entry, payload: evidence.payload };
  expect(await outcome(whole, evidence)).toBe('proven');
});

describe('a reporter', () => {
  test('cannot alter a single byte of the message, its key or its envelope', async () => {
    const { entry, evidence } = await reported();
    const passed: unknown[] = [];
    for (const field of ['content', 'frankKey'] as const)
      for (let at = 0; at < bytesOf(evidence[field]).length; at++) {
        const altered = { ...evidence, [field]: flipped(evidence[field], at) };
        if ((await outcome(entry, altered)) !== 'frank') passed.push([field, at]);
      }
    for (let at = 0; at < bytesOf(evidence.payload.bytes).length; at++) {
      const payload = { ...evidence.payload, bytes: flipped(evidence.payload.bytes, at) };
      if ((await outcome(entry, { ...evidence, payload })) !== 'payload') passed.push(['payload', at]);
    }
    expect(passed).toEqual([]);
  });

  test('cannot shorten or lengthen what was said', async () => {
    const { entry, evidence } = await reported();
    const content = bytesOf(evidence.content);
    for (const other of [content.slice(0, -1), new Uint8Array([...content, 32]), new Uint8Array()])
      expect(await outcome(entry, { ...evidence, content: base64(other) })).toBe('frank');
  });

  test('cannot show the words of another message, or another message in place of this one', async () => {
    const [one, other] = [await reported(), await reported('{"type":"text","text":"other"}')];
    const { frankKey, content } = other.evidence;
    expect(await outcome(one.entry, { ...one.evidence, content })).toBe('frank');
    expect(await outcome(one.entry, { ...one.evidence, content, frankKey })).toBe('frank');
    expect(await outcome(one.entry, other.evidence)).toBe('payload');
  });

  test('cannot pass a signed message off as one without proof, or as an open one', async () => {
    const { entry, evidence } = await reported();
    const invented = base64(utf8('{"type":"text","text":"invented"}'));
    const { payload } = evidence;
    expect(await outcome(entry, { kind: 'simple', payload, content: invented })).toBe('evidence');
    expect(await outcome(entry, { kind: 'open', payload })).toBe('evidence');
    const plain = encodeContent({ type: 'text', text: 'invented' });
    expect(await outcome(entry, { kind: 'open', payload: plain })).toBe('payload');
  });

  test('cannot report what is no message', async () => {
    for (const said of ['{"type":"reaction","emoji":"👍","on":true}', '{}', 'words']) {
      const { entry, evidence } = await reported(said);
      expect(await outcome(entry, evidence)).toBe('content');
    }
    const { entry, evidence } = await reported();
    const { payload: _, ...without } = entry;
    expect(await outcome(without, evidence)).toBe('payload');
  });
});

describe('a server that helps to forge', () => {
  /** The log has the hash of the altered envelope. */
  async function altered(at: number): Promise<unknown> {
    const { evidence } = await reported();
    const payload = { ...evidence.payload, bytes: flipped(evidence.payload.bytes, at) };
    return outcome(entryOf(payload), { ...evidence, payload });
  }

  test.each<[string, number]>([
    ['version', 0],
    ['suite', 1],
    ['kind', 2],
    ['flags', 3],
    ['conversation', 4],
    ['sender', 20],
    ['device', 36],
    ['id', 52],
    ['signature', 75],
    ['keyLogHead', 79],
    ['keyLogHead', 80],
    ['epoch', 112],
    ['signature', 123],
    ['signature', 124],
    ['body', 156],
    ['signature', 188],
    ['signature', 220],
    ['length', 232],
    ['signature', 240],
  ])('is refused by the name of what was altered: %s, byte %i', async (refusal, at) => {
    expect(await altered(at)).toBe(refusal);
  });

  test.each<[string, Partial<Entry>]>([
    ['conversation', { conversation: uuid(9) }],
    ['sender', { sender: CAROL }],
    ['id', { id: uuid(9) }],
    ['body', { body: { kind: 'edit', target: 3, epoch: 3 } }],
    ['epoch', { body: { kind: 'message', epoch: 4 } }],
    ['pairing', { body: { kind: 'left' } }],
  ])('is refused for an entry with another %s', async (refusal, change) => {
    const { entry, evidence } = await reported();
    expect(await outcome({ ...entry, ...change }, evidence)).toBe(refusal);
  });

  test('is refused for a device that the sender never had, had not yet, or had revoked', async () => {
    const { entry, evidence } = await reported();
    const by = (known: KeyLogDevice | undefined) =>
      outcome(entry, evidence, { ...keyLog(), device: () => known });
    const key = base64(device.publicKey);
    expect(await by(undefined)).toBe('device');
    expect(await by({ key, addedAt: 3 })).toBe('device');
    expect(await by({ key, addedAt: 1, revokedAt: 2 })).toBe('device');
    expect(await by({ key: base64((await generateDeviceKey()).publicKey), addedAt: 2 })).toBe('signature');
  });

  test('is refused for a key log that is not the one that the device had seen', async () => {
    const { entry, evidence } = await reported();
    expect(await outcome(entry, evidence, { ...keyLog(), keyLogHash: () => filled(1) })).toBe('keyLogHead');
    expect(await outcome(entry, evidence, { ...keyLog(), keyLogHash: () => undefined })).toBe('keyLogHead');
  });
});

test('of a message with a machine, evidence shows what somebody says that it was', async () => {
  const bytes = base64(new Uint8Array([1, 2, 5, ...filled(3)]));
  const payload = { kind: 'sealed', bytes } as const;
  const content = base64(utf8(SAID));
  const entry = entryOf(payload);
  expect(await outcome(entry, { kind: 'simple', payload, content })).toBe('unproven');
  expect(await outcome(entry, { kind: 'sealed', payload, content, frankKey: base64(filled(1)) })).toBe(
    'evidence',
  );
  const other = { ...payload, bytes: flipped(bytes, 9) };
  expect(await outcome(entry, { kind: 'simple', payload: other, content })).toBe('payload');
});

test('of an open message, evidence is what the log has, or had', async () => {
  const payload = encodeContent({ type: 'text', text: 'to all' });
  const entry = entryOf(payload);
  expect(await outcome(entry, { kind: 'open', payload })).toBe('proven');
  expect(await outcome({ ...entry, payload }, { kind: 'open', payload })).toBe('proven');
  const other = encodeContent({ type: 'text', text: 'to some' });
  expect(await outcome(entry, { kind: 'open', payload: other })).toBe('payload');
  expect(await outcome(entry, { kind: 'open', payload: { ...payload, kind: 'sealed' } })).toBe('payload');
});
