import { bytesOf, EnvelopeError, type EnvelopeRefusal } from '@parley/protocol';
import { base64ToUint8Array } from 'uint8array-extras';
import { seedName } from '../../crypto/account/seed-name.ts';
import type { SealingAccount } from '../../model/sealing/sealing-account.ts';
import type { EpochCrypto } from '../../ports/sealing/epoch-crypto.ts';
import type { EpochKey } from '../../ports/sealing/epoch-key-keeper.ts';
import type { BelievedBundle } from '../../ports/sealing/sealed-logs.ts';
import { epochKeyOf } from './new-epoch-key.ts';

export interface OpenedBundle {
  readonly keys: readonly EpochKey[];
  /** Why some of its keys, or all, do not count. */
  readonly refusal?: EnvelopeRefusal;
}

/**
 * Opens the keys that were sealed to this account. Each is held against the commitment of its epoch, where that is known; else the
 * signature under the bundle fixes it.
 * @returns undefined if the account has no seed of the key that they were sealed to, as after an identity reset
 */
export async function openBundle(
  crypto: Pick<EpochCrypto, 'open'>,
  account: Pick<SealingAccount, 'keyLog' | 'seeds'>,
  { head, recipient, commitments }: BelievedBundle,
): Promise<OpenedBundle | undefined> {
  const seed = seedOf(account, recipient.keyVersion);
  if (seed === undefined) return undefined;
  try {
    const opened = await crypto.open(head, recipient, seed);
    const { conversation } = head.header;
    const keys = opened.map((key, i) => epochKeyOf(conversation, head.from + i, key));
    return agreeing(keys, commitments);
  } catch (error) {
    if (error instanceof EnvelopeError) return { keys: [], refusal: error.refusal };
    throw error;
  }
}

function agreeing(keys: readonly EpochKey[], commitments: ReadonlyMap<number, string>): OpenedBundle {
  const right = keys.filter(({ epoch, commitment }) => (commitments.get(epoch) ?? commitment) === commitment);
  return right.length === keys.length ? { keys } : { keys: right, refusal: 'commitment' };
}

function seedOf(
  { keyLog, seeds }: Pick<SealingAccount, 'keyLog' | 'seeds'>,
  version: number,
): Uint8Array | undefined {
  const keys = keyLog.versions[version - 1];
  const seed = keys && seeds[seedName(bytesOf(keys.encryptionKey))];
  return seed === undefined ? undefined : base64ToUint8Array(seed);
}
