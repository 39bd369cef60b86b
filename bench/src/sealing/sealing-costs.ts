import {
  checkEnvelope,
  DirectEpochCrypto,
  newEpochKey,
  openBundle,
  openContent,
  sealEpoch,
  sealMessage,
  type EpochKey,
  type SealedCommand,
  type SealingAccount,
} from '@parley/client/testing';
import {
  bytesOf,
  decodeEnvelope,
  isBundle,
  isContent,
  ROSTER_START,
  type SignedEnvelope,
} from '@parley/protocol';
import { newKeys } from './new-keys.ts';
import { targetOfAccount } from './target-of-account.ts';

const TEXT = 'The quick brown fox jumps over the lazy dog, twice on Sundays.';
/** As many as a client opens at once, after a long time away. */
const AT_ONCE = 1_000;
const EPOCHS = 50;

/** Milliseconds, by what takes them. */
export type SealingCosts = Readonly<
  Record<'seal a message ms' | 'open a message ms' | 'seal an epoch key ms' | 'open an epoch key ms', number>
>;

/**
 * What a client works for one message and for one epoch key. A message is sealed and signed, one after the other; 1,000 are opened at
 * once, each with its signature checked. An epoch key is sealed to one member and signed, and opened again. Runs in browsers, too.
 */
export async function sealingCosts(): Promise<SealingCosts> {
  const { sealing: account } = await newKeys();
  // What runs first is slower.
  await ofMessages(account, AT_ONCE / 10);
  await ofEpochs(account, EPOCHS / 10);
  return { ...(await ofMessages(account, AT_ONCE)), ...(await ofEpochs(account, EPOCHS)) };
}

async function ofMessages(account: SealingAccount, count: number) {
  const conversation = crypto.randomUUID();
  const key = newEpochKey(conversation, 1);
  const sealed: SealedCommand[] = [];
  const sealing = await millisecondsOf(async () => {
    for (let i = 0; i < count; i++) sealed.push(await seal(account, conversation, key));
  });
  const opening = await millisecondsOf(() =>
    Promise.all(sealed.map((one) => open(account, conversation, one, key))),
  );
  return { 'seal a message ms': sealing / count, 'open a message ms': opening / count };
}

async function ofEpochs(account: SealingAccount, count: number) {
  const epochCrypto = new DirectEpochCrypto();
  const conversation = crypto.randomUUID();
  const sealed: SealedCommand[] = [];
  const sealing = await millisecondsOf(async () => {
    for (let epoch = 1; epoch <= count; epoch++)
      sealed.push(await sealKey(epochCrypto, account, conversation, epoch));
  });
  const opening = await millisecondsOf(async () => {
    for (const one of sealed) await openKey(epochCrypto, account, conversation, one);
  });
  return { 'seal an epoch key ms': sealing / count, 'open an epoch key ms': opening / count };
}

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function seal(account: SealingAccount, conversation: string, key: EpochKey) {
  const command = { id: crypto.randomUUID(), body: { kind: 'message' } as const };
  return sealMessage(writer(account), view(conversation), command, { type: 'text', text: TEXT }, key);
}

async function open(account: SealingAccount, conversation: string, one: SealedCommand, { key }: EpochKey) {
  const { envelope } = await checked(account, conversation, one);
  if (!isContent(envelope)) throw new Error('not a message');
  await openContent(key, envelope);
}

async function sealKey(
  epochCrypto: DirectEpochCrypto,
  account: SealingAccount,
  conversation: string,
  epoch: number,
): Promise<SealedCommand> {
  const [part] = await sealEpoch(
    { crypto: epochCrypto, newId: () => crypto.randomUUID() },
    writer(account),
    view(conversation),
    { roster: 1, key: newEpochKey(conversation, epoch) },
    [targetOfAccount(account)],
  );
  if (part === undefined) throw new Error('an epoch has a part');
  return part;
}

async function openKey(
  epochCrypto: DirectEpochCrypto,
  account: SealingAccount,
  conversation: string,
  one: SealedCommand,
): Promise<void> {
  const { envelope } = await checked(account, conversation, one);
  if (!isBundle(envelope)) throw new Error('not an epoch key');
  const { recipients, ...head } = envelope;
  const [recipient] = recipients;
  if (recipient === undefined) throw new Error('sealed to nobody');
  const { uid } = account.keyLog;
  const sealed = { id: one.id, sender: uid, head, recipient, commitments: new Map<number, string>() };
  const opened = await openBundle(epochCrypto, account, sealed);
  if (opened?.keys.length !== 1) throw new Error('the key does not open');
}

async function checked(
  { keyLog }: SealingAccount,
  conversation: string,
  { id, body, payload }: SealedCommand,
): Promise<SignedEnvelope> {
  if (payload.kind !== 'sealed') throw new Error('not sealed');
  const signed = decodeEnvelope(bytesOf(payload.bytes));
  const known = {
    keyLogHash: () => keyLog.hash,
    device: (device: string) => keyLog.devices.get(device),
    chain: () => undefined,
  };
  await checkEnvelope(signed, { conversation, sender: keyLog.uid, id, body }, known);
  return signed;
}

function writer(account: SealingAccount) {
  return { account, time: Date.now() };
}

function view(conversation: string) {
  return { place: { conversation, seq: 0, chain: ROSTER_START }, rosterHash: ROSTER_START };
}
