import {
  checkEnvelope,
  DirectEpochCrypto,
  followKeyLog,
  newAccount,
  newDevice,
  newEpochKey,
  openAccount,
  openBundle,
  openContent,
  sealEpoch,
  sealMessage,
  targetOf,
  unknownKeyLog,
  type SealedCommand,
} from '@parley/client/testing';
import {
  bytesOf,
  decodeEnvelope,
  isBundle,
  isContent,
  phrasesOf,
  tokensOf,
  type SignedEnvelope,
  type SignedKeyLogEntry,
  type StoredVault,
  type Uuid,
} from '@parley/protocol';
import { sealingCosts, type SealingCosts } from '../../../bench/src/sealing/sealing-costs.ts';

/** What one party shows the others. All of it goes through JSON. */
export interface Introduction {
  readonly uid: Uuid;
  readonly keyLog: readonly SignedKeyLogEntry[];
  readonly vault: StoredVault;
}

/** The keys of an epoch and a message under it, as they would stand in a log. */
export interface Letter {
  readonly conversation: Uuid;
  readonly keys: SealedCommand;
  readonly message: SealedCommand;
}

const KDF = {
  name: 'argon2id',
  salt: 'AAAAAAAAAAAAAAAAAAAAAA==',
  memoryKiB: 65_536,
  iterations: 3,
  parallelism: 1,
} as const;
/** What a password would be derived to, the same everywhere. */
const PASSWORD_KEY = new Uint8Array(32).fill(7);
const CHAIN = new Uint8Array(32);

/** Somebody with keys of their own: in Node.js, or in the page of a browser. */
export class Party {
  readonly #crypto = new DirectEpochCrypto();
  #own: Awaited<ReturnType<typeof madeAccount>> | undefined;

  async introduce(): Promise<Introduction> {
    this.#own = await madeAccount();
    const { uid, made } = this.#own;
    return { uid, keyLog: made.keyLog, vault: made.vault };
  }

  /** Seals an epoch's key to people, and a text under it. */
  async write(to: readonly Introduction[], text: string): Promise<Letter> {
    const { account } = this.#owned();
    const conversation = crypto.randomUUID();
    const place = { conversation, seq: 0, chain: CHAIN };
    const followed = await Promise.all(to.map(async (one) => ({ uid: one.uid, log: await keyLogOf(one) })));
    const targets = followed
      .map(({ uid: user, log: { versions } }) =>
        targetOf({ user, keyVersion: versions.length, publicKey: versions.at(-1)?.encryptionKey ?? '' }),
      )
      .sort((a, b) => (a.user < b.user ? -1 : 1));
    const key = newEpochKey(conversation, 1);
    const writer = { account, time: Date.now() };
    const sealing = { crypto: this.#crypto, newId: () => crypto.randomUUID() };
    const view = { place, rosterHash: CHAIN };
    const [keys] = await sealEpoch(sealing, writer, view, { roster: 1, key }, targets);
    if (keys === undefined) throw new Error('an epoch has a part');
    const command = { id: crypto.randomUUID(), body: { kind: 'message' } as const };
    return {
      conversation,
      keys,
      message: await sealMessage(writer, view, command, { type: 'text', text }, key),
    };
  }

  /** Checks every signature of a letter, and opens it. */
  async read(from: Introduction, { conversation, keys, message }: Letter): Promise<string> {
    const { account, uid } = this.#owned();
    const bundle = (await checked(from, conversation, keys)).envelope;
    const content = (await checked(from, conversation, message)).envelope;
    if (!isBundle(bundle) || !isContent(content)) throw new Error('not a letter');
    const { recipients, ...head } = bundle;
    const recipient = recipients.find(({ user }) => user === uid);
    if (recipient === undefined) throw new Error('not for me');
    const sealed = { id: keys.id, sender: from.uid, head, recipient, commitments: new Map<number, string>() };
    const [key] = (await openBundle(this.#crypto, account, sealed))?.keys ?? [];
    if (key === undefined) throw new Error('the keys do not open');
    return new TextDecoder().decode((await openContent(key.key, content)).content);
  }

  /** Opens another's vault by the password, and says whose seed is in it. */
  async unlock(owner: Introduction): Promise<string> {
    const key = { kind: 'password', key: PASSWORD_KEY } as const;
    const opened = await openAccount(owner.uid, owner.vault, await keyLogOf(owner), key);
    return opened?.vault.identitySeed ?? 'locked';
  }

  identitySeed(): string {
    return this.#owned().made.secrets.vault.identitySeed;
  }

  /** What texts are found by, and what queries ask for. */
  tokens(texts: readonly string[], queries: readonly string[]) {
    return { texts: texts.map(tokensOf), queries: queries.map(phrasesOf) };
  }

  costs(): Promise<SealingCosts> {
    return sealingCosts();
  }

  #owned() {
    if (this.#own === undefined) throw new Error('introduce first');
    return this.#own;
  }
}

async function madeAccount() {
  const uid = crypto.randomUUID();
  const { device, deviceKey } = await newDevice(false);
  const password = { kdf: KDF, keyEncryptionKey: PASSWORD_KEY };
  const made = await newAccount(uid, { id: device, publicKey: deviceKey.publicKey }, password, Date.now());
  const { keyLog, vault } = made.secrets;
  return { uid, made, account: { device, deviceKey, keyLog, seeds: vault.encryptionSeeds } };
}

async function followed({ uid, keyLog }: Introduction) {
  const following = await followKeyLog(unknownKeyLog(uid), keyLog, () => Promise.resolve());
  if (following.kind === 'refused') throw new Error(following.problem);
  return following.known;
}

async function keyLogOf(one: Introduction) {
  return (await followed(one)).log;
}

async function checked(
  from: Introduction,
  conversation: Uuid,
  command: SealedCommand,
): Promise<SignedEnvelope> {
  const { log, hashes } = await followed(from);
  if (command.payload.kind !== 'sealed') throw new Error('not sealed');
  const signed = decodeEnvelope(bytesOf(command.payload.bytes));
  const known = {
    keyLogHash: (seq: number) => hashes[seq],
    device: (id: string) => log.devices.get(id),
    chain: () => CHAIN,
  };
  await checkEnvelope(signed, { conversation, sender: from.uid, id: command.id, body: command.body }, known);
  return signed;
}
