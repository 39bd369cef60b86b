import { uint8ArrayToBase64 } from 'uint8array-extras';
import type { SealTarget } from '../../model/sealing/epoch-bundle.ts';
import type { EpochCrypto } from '../../ports/sealing/epoch-crypto.ts';
import { canSealTo } from './can-seal-to.ts';
import { openEpochKeys } from './epoch-keys.ts';
import { importPrivateKey, type PrivateKey } from './hpke.ts';
import { sealBundle } from './seal-bundle.ts';

/** Epoch keys in the thread that asks, as in Node.js and inside of a worker. */
export class DirectEpochCrypto implements EpochCrypto {
  /** By their seed. Importing one takes as long as opening a wrap. */
  readonly #privateKeys = new Map<string, Promise<PrivateKey>>();

  async unsealable(targets: readonly SealTarget[]) {
    return targets.filter(({ publicKey }) => !canSealTo(publicKey)).map(({ user }) => user);
  }

  seal: EpochCrypto['seal'] = async (head, keys, targets) =>
    (await sealBundle(head, keys, targets)).recipients;

  open: EpochCrypto['open'] = async (bundle, recipient, seed) =>
    openEpochKeys(bundle, recipient, await this.#privateKey(seed));

  close(): void {
    this.#privateKeys.clear();
  }

  #privateKey(seed: Uint8Array): Promise<PrivateKey> {
    const name = uint8ArrayToBase64(seed);
    const key = this.#privateKeys.get(name) ?? importPrivateKey(seed);
    this.#privateKeys.set(name, key);
    return key;
  }
}
