import { EnvelopeError, type BundleEnvelope } from '@parley/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { brokenWorker, ChannelWorker } from '../../../tests/channel-worker.ts';
import { NoAnswerError } from '../../ports/no-answer-error.ts';
import { commitmentOf } from './commitment.ts';
import { DirectEpochCrypto } from './direct-epoch-crypto.ts';
import { encryptionKeyOf } from './encryption-key.ts';
import { WorkerEpochCrypto } from './worker-epoch-crypto.ts';

const filled = (byte: number) => new Uint8Array(32).fill(byte);
const uuid = (digit: number) => `${digit}0000000-0000-4000-8000-000000000000`;
const [CONVERSATION, ALICE, BOB] = [uuid(1), uuid(2), uuid(3)] as const;
const [seed, epochKey] = [filled(21), filled(12)] as const;
const head: Omit<BundleEnvelope, 'recipients'> = {
  header: {
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
  },
  commitment: commitmentOf(epochKey, CONVERSATION, 3),
  rosterHash: filled(30),
  from: 3,
};
const target = { user: ALICE, keyVersion: 1, publicKey: encryptionKeyOf(seed) };

let started: number;
let worker: WorkerEpochCrypto;
beforeEach(() => {
  started = 0;
  worker = new WorkerEpochCrypto(() => {
    started++;
    return new ChannelWorker();
  });
});
afterEach(() => worker.close());

test('seals and opens as the page itself would', async () => {
  const [recipient] = await worker.seal(head, [epochKey], [target]);
  expect(recipient).toMatchObject({ user: ALICE, keyVersion: 1 });
  if (recipient === undefined) throw new Error('sealed to nobody');
  expect(await worker.open(head, recipient, seed)).toEqual([epochKey]);
  expect(await new DirectEpochCrypto().open(head, recipient, seed)).toEqual([epochKey]);
});

test('says who cannot be sealed to', async () => {
  const wrong = { user: BOB, keyVersion: 1, publicKey: new Uint8Array(1_216).fill(255) };
  expect(await worker.unsealable([target, wrong])).toEqual([BOB]);
});

test('names what does not open as the page itself would', async () => {
  const [recipient] = await worker.seal(head, [epochKey], [target]);
  if (recipient === undefined) throw new Error('sealed to nobody');
  const opened = worker.open({ ...head, from: 2 }, recipient, seed);
  await expect(opened).rejects.toSatisfy(
    (error) => error instanceof EnvelopeError && error.refusal === 'tag',
  );
});

test('is started by the first question only, and again after it was ended', async () => {
  expect(started).toBe(0);
  await Promise.all([worker.unsealable([target]), worker.unsealable([target])]);
  expect(started).toBe(1);
  const waiting = worker.unsealable([target]);
  worker.close();
  await expect(waiting).rejects.toMatchObject({
    name: 'NoAnswerError',
    cause: { message: 'the worker was ended' },
  });
  expect(await worker.unsealable([target])).toEqual([]);
  expect(started).toBe(2);
});

test('that cannot be started can be asked again, as late code that could not be fetched', async () => {
  const workers = [brokenWorker()];
  const crypto = new WorkerEpochCrypto(() => workers.pop() ?? new ChannelWorker());
  await expect(crypto.unsealable([target])).rejects.toBeInstanceOf(NoAnswerError);
  expect(await crypto.unsealable([target])).toEqual([]);
  crypto.close();
});
