import { generateKeyPairSync, randomBytes, randomUUID, sign, type KeyObject } from 'node:crypto';
import {
  canonicalJson,
  emptyKeyLog,
  foldKeyLog,
  keyLogSignedBytes,
  parseKeyLogEntry,
  type FirstKeys,
  type Kdf,
  type KeyLog,
  type KeyLogAppend,
  type KeyLogEntry,
  type PasswordWrap,
  type SignedKeyLogEntry,
  type VaultChange,
} from '@parley/protocol';
import { sha256 } from '../src/domain/sha256.ts';

interface Identity {
  readonly key: KeyObject;
  /** base64 */
  readonly publicKey: string;
}

/** The kinds of entries, without what all have. */
type Said = KeyLogEntry extends infer Entry
  ? Entry extends unknown
    ? Omit<Entry, 'seq' | 'time'>
    : never
  : never;

const base64 = (bytes: number) => randomBytes(bytes).toString('base64');

/** Argon2id parameters with a salt of their own. */
export function newKdf(): Kdf {
  return { name: 'argon2id', salt: base64(16), memoryKiB: 65_536, iterations: 3, parallelism: 1 };
}

/** The master key under a password. Nothing on the server can tell it from random bytes. */
export function newWrap(kdf: Kdf, generation: number): PasswordWrap {
  return { kdf, generation, wrap: base64(60) };
}

function newIdentity(): Identity {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const x = publicKey.export({ format: 'jwk' }).x ?? '';
  return { key: privateKey, publicKey: Buffer.from(x, 'base64url').toString('base64') };
}

/**
 * A browser that has opened an account: makes what it would send. Each entry goes on after the last one that it made, whatever the
 * server says to it.
 */
export class TestKeys {
  readonly uid: string;
  #log: KeyLog;
  #identity = newIdentity();
  #vault = { version: 0, generation: 0 };

  constructor(uid: string = randomUUID()) {
    this.uid = uid;
    this.#log = emptyKeyLog(sha256, uid);
  }

  /** Another browser, which has opened the account as it is now. */
  copy(): TestKeys {
    const copy = new TestKeys(this.uid);
    copy.#log = this.#log;
    copy.#identity = this.#identity;
    copy.#vault = this.#vault;
    return copy;
  }

  /** The same, as somebody else who goes on after entries that they did not make. */
  after(entries: readonly SignedKeyLogEntry[]): this {
    for (const { entry } of entries)
      this.#log = foldKeyLog(sha256, this.#log, parseKeyLogEntry(entry), entry);
    return this;
  }

  /** What a new account is registered with. */
  first(device: string, kdf: Kdf, deviceKey?: string): FirstKeys {
    const { vault, ...created } = this.created(kdf);
    const { seq: _, ...second } = this.deviceAdded(device, deviceKey);
    const { entry, signatures } = created;
    const { version, box } = vault;
    const wraps = { password: newWrap(kdf, 1) };
    const keyLog: FirstKeys['keyLog'] = [{ entry, signatures }, second];
    return { uid: this.uid, keyLog, vault: { version, generation: 1, box, wraps } };
  }

  created(kdf = newKdf()): KeyLogAppend & { readonly vault: VaultChange } {
    return { ...this.#append({ kind: 'created', ...this.#publicKeys() }), vault: this.#newMasterKey(kdf) };
  }

  deviceAdded(device: string = randomUUID(), key = base64(32)): KeyLogAppend {
    return this.#append({ kind: 'deviceAdded', device, key });
  }

  deviceRevoked(device: string): KeyLogAppend {
    return this.#append({ kind: 'deviceRevoked', device });
  }

  identityChanged(revoked: readonly string[], kdf = newKdf()): KeyLogAppend {
    const before = this.#identity;
    this.#identity = newIdentity();
    const said = { kind: 'identityChanged' as const, ...this.#publicKeys(), revoked: [...revoked] };
    return { ...this.#append(said, before, this.#identity), vault: this.#newMasterKey(kdf) };
  }

  identityReset(kdf = newKdf()): KeyLogAppend {
    this.#identity = newIdentity();
    return {
      ...this.#append({ kind: 'identityReset', ...this.#publicKeys() }),
      vault: this.#newMasterKey(kdf),
    };
  }

  /** The vault's next version, under the same master key. */
  vaultChange(): VaultChange {
    const { version: expected, generation } = this.#vault;
    this.#vault = { version: expected + 1, generation };
    return { expected, version: expected + 1, box: base64(200) };
  }

  #newMasterKey(kdf: Kdf): VaultChange {
    const { version: expected, generation } = this.#vault;
    this.#vault = { version: expected + 1, generation: generation + 1 };
    const wraps = { password: newWrap(kdf, generation + 1) };
    return { expected, version: expected + 1, box: base64(200), wraps };
  }

  #publicKeys() {
    const { publicKey } = this.#identity;
    return { identity: publicKey, encryptionKey: base64(1_216), simpleKey: base64(32) };
  }

  #append(said: Said, ...signers: readonly Identity[]): SignedKeyLogEntry & { readonly seq: number } {
    const seq = this.#log.seq + 1;
    const entry: KeyLogEntry = { seq, time: 1, ...said };
    const text = canonicalJson(entry);
    this.#log = foldKeyLog(sha256, this.#log, entry, text);
    const message = keyLogSignedBytes(this.#log.hash);
    const by = signers.length === 0 ? [this.#identity] : signers;
    return { seq, entry: text, signatures: by.map(({ key }) => sign(null, message, key).toString('base64')) };
  }
}
