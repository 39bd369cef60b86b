import { CodedError, keyError } from '@parley/protocol';
import { uint8ArrayToBase64 } from 'uint8array-extras';
import { recoveryWrap } from '../../crypto/account/store-vault.ts';
import { pairingKey } from '../../crypto/vault/pairing-key.ts';
import { isGroupOf, writeKey } from '../../crypto/vault/written-key.ts';
import { wrapMasterKey } from '../../crypto/vault/wraps.ts';
import type { MadeRecoveryKey, RecoveryKeys } from '../../ports/keys/recovery-keys.ts';
import type { AccountHolder } from '../account-holder.ts';
import { changeVault } from './change-vault.ts';
import type { KeyParts } from '../key-parts.ts';
import { NotKeptError } from '../not-kept-error.ts';

const KEY_BYTES = 20;

/** Makes recovery keys, and codes for other browsers. */
export class RecoveryChanges implements Omit<RecoveryKeys, 'state'> {
  readonly #parts: KeyParts;
  readonly #holder: AccountHolder;

  constructor(parts: KeyParts, holder: AccountHolder) {
    this.#parts = parts;
    this.#holder = holder;
  }

  async make(): Promise<MadeRecoveryKey> {
    const key = randomBytes();
    let isSent = false;
    // The KEM is large: no page loads it for anything else that is done here.
    const { recoveryPublicKey } = await import('../../crypto/vault/recovery.ts');
    const recoveryKey = uint8ArrayToBase64(await recoveryPublicKey(key));
    const change = this.#holder.change(async (account) => {
      const place = { uid: account.followed.log.uid, generation: account.stored.generation };
      const recovery = await recoveryWrap({ ...place, masterKey: account.masterKey }, recoveryKey);
      isSent = true;
      return changeVault(this.#parts, account, {
        vault: ({ recoveryDrill: _, ...vault }) => ({ ...vault, recoveryKey }),
        wraps: { recovery },
      });
    });
    const stored = await change.then(
      () => 'yes' as const,
      (error: unknown) => {
        if (!isSent || wasRefused(error)) throw error;
        return error instanceof NotKeptError ? 'onServer' : 'unknown';
      },
    );
    return { written: writeKey(key), stored };
  }

  async drill(written: string, groups: ReadonlyMap<number, string>): Promise<boolean> {
    const isRight = [...groups].every(([group, typed]) => isGroupOf(written, group, typed));
    if (!isRight || groups.size === 0) return false;
    const recoveryDrill = this.#parts.clock.now();
    await this.#holder.change((account) =>
      changeVault(this.#parts, account, { vault: (vault) => ({ ...vault, recoveryDrill }) }),
    );
    return true;
  }

  async offerCode(): Promise<{ readonly code: string; readonly expiresAt: number }> {
    const account = this.#holder.account.get();
    if (account === undefined) throw keyError('E_NO_KEYS');
    const { followed, masterKey, stored } = account;
    const code = randomBytes();
    const place = { uid: followed.log.uid, way: 'pairing', generation: stored.generation } as const;
    const wrap = await wrapMasterKey(await pairingKey(code), masterKey, place);
    const expiresAt = await this.#parts.server.offerPairing(uint8ArrayToBase64(wrap));
    return { code: writeKey(code), expiresAt };
  }
}

/** Otherwise the server may have stored what was sent. */
function wasRefused(error: unknown): boolean {
  return error instanceof CodedError && error.code !== 'E_INTERNAL';
}

function randomBytes(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(KEY_BYTES));
}
