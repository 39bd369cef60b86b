import { decodeEnvelope, EnvelopeError, type BundleEnvelope, type EnvelopeHeader } from '@parley/protocol';
import { beforeAll, expect, test } from 'vitest';
import type { DeviceKey } from '../../model/keys/device-key.ts';
import { generateDeviceKey, signEnvelope } from '../envelopes/device-key.ts';
import { commitmentOf } from './commitment.ts';
import { encryptionKeyOf } from './encryption-key.ts';
import { openEpochKeys } from './epoch-keys.ts';
import { importPrivateKey } from './hpke.ts';
import { sealBundle } from './seal-bundle.ts';

const filled = (byte: number) => new Uint8Array(32).fill(byte);
const uuid = (digit: number) => `${digit}0000000-0000-4000-8000-000000000000`;
const [CONVERSATION, ALICE, BOB] = [uuid(1), uuid(2), uuid(3)] as const;
const seeds: Readonly<Record<string, Uint8Array>> = { [BOB]: filled(21), [ALICE]: filled(22) };
const header: BundleEnvelope['header'] = {
  kind: 'bundle',
  conversation: CONVERSATION,
  sender: ALICE,
  device: uuid(4),
  id: uuid(5),
  time: 1_000,
  keyLog: { seq: 2, hash: filled(2) },
  epoch: 3,
  log: { seq: 7, chain: filled(7) },
  bodyHash: filled(1),
} satisfies EnvelopeHeader;
const head: Omit<BundleEnvelope, 'recipients'> = {
  header,
  commitment: commitmentOf(filled(12), CONVERSATION, 3),
  rosterHash: filled(30),
  from: 2,
};
const keys = [filled(11), filled(12)];

let device: DeviceKey;
let bundle: BundleEnvelope;
beforeAll(async () => {
  device = await generateDeviceKey();
  bundle = await sealBundle(head, keys, Object.keys(seeds).map(targetOf));
});

function seedOf(user: string): Uint8Array {
  const seed = seeds[user];
  if (seed === undefined) throw new Error(`no seed of ${user}`);
  return seed;
}

function targetOf(user: string) {
  return { user, keyVersion: 1, publicKey: encryptionKeyOf(seedOf(user)) };
}

/** Opens the record of one member. @param as what the bundle says in place of what was sealed @param by whose key opens it */
async function opened(of: string, as: Partial<BundleEnvelope> = {}, by = of) {
  const whole = { ...bundle, ...as };
  const recipient = whole.recipients.find(({ user }) => user === of);
  if (recipient === undefined) throw new Error(`nothing for ${of}`);
  return openEpochKeys(whole, recipient, await importPrivateKey(seedOf(by)));
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

test('gives each of its recipients the keys of all its epochs', async () => {
  expect(bundle.recipients.map(({ user }) => user)).toEqual([ALICE, BOB]);
  expect(await opened(ALICE)).toEqual(keys);
  expect(await opened(BOB)).toEqual(keys);
});

test('comes back whole from its bytes', async () => {
  expect(decodeEnvelope(await signEnvelope(device, bundle)).envelope).toEqual(bundle);
});

test.each<[string, Partial<BundleEnvelope>]>([
  ['another first epoch', { from: 1 }],
  ['another epoch', { header: { ...header, epoch: 4 } }],
  ['another roster', { rosterHash: filled(0) }],
  ['another commitment', { commitment: filled(0) }],
  ['another conversation', { header: { ...header, conversation: uuid(9) } }],
])('does not open as one of %s', async (_, change) => {
  expect(await outcome(() => opened(ALICE, change))).toBe('tag');
});

test("does not open with another member's key", async () => {
  expect(await outcome(() => opened(ALICE, {}, BOB))).toBe('tag');
});

test('whose newest key is not the one that it commits to is refused by its recipients', async () => {
  const wrong = await sealBundle({ ...head, commitment: filled(0) }, keys, [targetOf(ALICE)]);
  expect(await outcome(() => opened(ALICE, wrong))).toBe('commitment');
});

test.each<[string, (whole: BundleEnvelope) => BundleEnvelope]>([
  ['recipients', (whole) => ({ ...whole, recipients: [] })],
  ['order', (whole) => ({ ...whole, recipients: whole.recipients.toReversed() })],
  ['order', (whole) => ({ ...whole, recipients: [...whole.recipients, ...whole.recipients.slice(-1)] })],
  ['epoch', (whole) => ({ ...whole, from: 4 })],
  ['epoch', (whole) => ({ ...whole, from: 0 })],
])('with wrong %s is none', async (refusal, change) => {
  const bytes = await signEnvelope(device, change(bundle));
  expect(await outcome(async () => decodeEnvelope(bytes))).toBe(refusal);
});
