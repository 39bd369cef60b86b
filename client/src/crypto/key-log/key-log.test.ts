import {
  activeDevices,
  continueKeyLog,
  emptyKeyLog,
  KeyLogError,
  type KeyLog,
  type KeyLogEntry,
  type SignedKeyLogEntry,
} from '@parley/protocol';
import { uint8ArrayToBase64 } from 'uint8array-extras';
import { beforeAll, describe, expect, test } from 'vitest';
import { publicKeyOf } from '../ed25519.ts';
import { sha256 } from '../sha256.ts';
import { verifyEd25519 } from '../verify-ed25519.ts';
import { signKeyLogEntry } from './sign-key-log-entry.ts';

const crypto = { sha256, verify: verifyEd25519 };
const uid = '11111111-1111-4111-8111-111111111111';
const uuid = (digit: number) => `${digit}0000000-0000-4000-8000-000000000000`;
const filled = (byte: number, length = 32) => new Uint8Array(length).fill(byte);
const base64 = (byte: number, length = 32) => uint8ArrayToBase64(filled(byte, length));
const [first, second] = [filled(1), filled(2)] as const;
const keys = { encryptionKey: base64(5, 1_216), simpleKey: base64(6) };
const time = 1_000;

let identities: readonly [string, string];
beforeAll(async () => {
  identities = [uint8ArrayToBase64(await publicKeyOf(first)), uint8ArrayToBase64(await publicKeyOf(second))];
});

interface Step {
  readonly entry: KeyLogEntry;
  readonly seeds: readonly Uint8Array[];
}

/** An account with two devices. */
function beginning(): readonly Step[] {
  return [
    { entry: { seq: 1, time, kind: 'created', identity: identities[0], ...keys }, seeds: [first] },
    { entry: { seq: 2, time, kind: 'deviceAdded', device: uuid(1), key: base64(7) }, seeds: [first] },
    { entry: { seq: 3, time, kind: 'deviceAdded', device: uuid(2), key: base64(8) }, seeds: [first] },
  ];
}

async function after(steps: readonly Step[], from = emptyKeyLog(sha256, uid)): Promise<KeyLog> {
  let log = from;
  for (const { entry, seeds } of steps)
    log = await continueKeyLog(crypto, log, await signKeyLogEntry(log, entry, seeds));
  return log;
}

async function refusalOf(log: KeyLog, signed: SignedKeyLogEntry): Promise<string> {
  try {
    await continueKeyLog(crypto, log, signed);
    return 'accepted';
  } catch (error) {
    if (error instanceof KeyLogError) return error.refusal;
    throw error;
  }
}

describe('the key log of an account', () => {
  test('says its keys and devices', async () => {
    const log = await after(beginning());
    expect(log).toMatchObject({ seq: 3, identity: identities[0], versions: [keys] });
    expect(activeDevices(log)).toEqual([uuid(1), uuid(2)]);
  });

  test('keeps a revoked device, so that what it signed before can be read', async () => {
    const log = await after([
      ...beginning(),
      { entry: { seq: 4, time, kind: 'deviceRevoked', device: uuid(1) }, seeds: [first] },
    ]);
    expect(activeDevices(log)).toEqual([uuid(2)]);
    expect(log.devices.get(uuid(1))).toMatchObject({ addedAt: 2, revokedAt: 4 });
  });

  test('goes on under a new identity that the old one vouches for', async () => {
    const entry: KeyLogEntry = {
      ...{ seq: 4, time, kind: 'identityChanged', identity: identities[1] },
      ...{ ...keys, revoked: [uuid(1)] },
    };
    const log = await after([...beginning(), { entry, seeds: [first, second] }]);
    expect(log.identity).toBe(identities[1]);
    expect(log.versions).toHaveLength(2);
    expect(activeDevices(log)).toEqual([uuid(2)]);
  });

  test('after a reset has no device, and needs no signature of the old identity', async () => {
    const entry: KeyLogEntry = { seq: 4, time, kind: 'identityReset', identity: identities[1], ...keys };
    const log = await after([...beginning(), { entry, seeds: [second] }]);
    expect(activeDevices(log)).toEqual([]);
    expect(log.versions).toHaveLength(2);
  });

  test('has the same hash for ever', async () => {
    const { hash } = await after(beginning());
    expect(uint8ArrayToBase64(hash)).toMatchInlineSnapshot(`"A/pQHB18gSiQ5/srPPcVx9nK6CdsW1Toz0zNXJGVf1M="`);
  });

  test('hashes what came, with the fields of a later version', async () => {
    const log = await after(beginning().slice(0, 1));
    const added: KeyLogEntry = { seq: 2, time, kind: 'deviceAdded', device: uuid(1), key: base64(7) };
    const entry: KeyLogEntry & { readonly nickname: string } = { ...added, nickname: 'laptop' };
    const next = await continueKeyLog(crypto, log, await signKeyLogEntry(log, entry, [first]));
    expect(next.hash).not.toEqual((await after(beginning().slice(0, 2))).hash);
    expect(activeDevices(next)).toEqual([uuid(1)]);
  });
});

describe('an entry that does not continue a key log', () => {
  const added = (seq: number, device = uuid(3)): KeyLogEntry => ({
    ...{ seq, time, kind: 'deviceAdded', device, key: base64(9) },
  });

  test('because of its number, its start or its device', async () => {
    const log = await after(beginning());
    const refused = async (entry: KeyLogEntry) => {
      const signed = { entry: JSON.stringify(entry, Object.keys(entry).sort()), signatures: [base64(0, 64)] };
      return refusalOf(log, signed);
    };
    expect(await refused(added(3))).toBe('seq');
    expect(await refused(added(5))).toBe('seq');
    expect(await refused(added(4, uuid(1)))).toBe('deviceUsed');
    expect(await refused({ seq: 4, time, kind: 'deviceRevoked', device: uuid(9) })).toBe('deviceUnknown');
    expect(await refused({ seq: 4, time, kind: 'created', identity: identities[0], ...keys })).toBe('start');
  });

  test('because something else than `created` stands at its start', async () => {
    const signed = {
      entry: `{"device":"${uuid(1)}","kind":"deviceRevoked","seq":1,"time":1}`,
      signatures: [],
    };
    expect(await refusalOf(emptyKeyLog(sha256, uid), signed)).toBe('start');
  });

  test('because of who signed it', async () => {
    const log = await after(beginning());
    const change: KeyLogEntry = {
      ...{ seq: 4, time, kind: 'identityChanged', identity: identities[1] },
      ...{ ...keys, revoked: [] },
    };
    const signedBy = async (entry: KeyLogEntry, ...seeds: readonly Uint8Array[]) =>
      refusalOf(log, await signKeyLogEntry(log, entry, seeds));
    expect(await signedBy(added(4), second)).toBe('signature');
    expect(await signedBy(added(4))).toBe('signature');
    expect(await signedBy(added(4), first, first)).toBe('signature');
    expect(await signedBy(change, second)).toBe('signature');
    expect(await signedBy(change, second, first)).toBe('signature');
    expect(await signedBy(change, first, first)).toBe('signature');
    expect(await signedBy(change, first, second)).toBe('accepted');
  });

  test('because it was signed for another account', async () => {
    const elsewhere = await after(beginning().slice(0, 1), emptyKeyLog(sha256, uuid(9)));
    const signed = await signKeyLogEntry(elsewhere, added(2), [first]);
    expect(await refusalOf(await after(beginning().slice(0, 1)), signed)).toBe('signature');
  });

  test.each([
    ['no JSON', '{'],
    ['another spelling', '{ "kind":"deviceRevoked"}'],
    ['an unknown kind', '{"kind":"renamed","seq":1,"time":1}'],
    ['a key of another length', '{"device":"x","key":"AAAA","kind":"deviceAdded","seq":1,"time":1}'],
  ])('because it is %s', async (_, entry) => {
    expect(await refusalOf(emptyKeyLog(sha256, uid), { entry, signatures: [] })).toBe('malformed');
  });
});
