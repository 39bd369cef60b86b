import type { Uuid } from '@parley/protocol';
import type { UnlockWay } from '../ports/keys/account-keys.ts';
import type { KeyParts } from './key-parts.ts';
import { openBy, openOwnAccount, type Opened } from './open-own-account.ts';
import { openingKey, type UnlockParts } from './opening-key.ts';
import type { OwnAccount } from './own-account.ts';

/**
 * Opens an account that is locked here by another way.
 * @param kept what this device has seen of it, which a server is held to
 * @returns undefined if this way does not open it
 */
export async function unlockAccount(
  parts: KeyParts & UnlockParts,
  uid: Uuid,
  kept: OwnAccount | undefined,
  way: UnlockWay,
): Promise<Opened | undefined> {
  const opening = await openOwnAccount(parts, uid, { kept });
  if (opening.kind === 'keyless') return undefined;
  if (opening.kind !== 'locked') return opening;
  const { keyLog, stored } = opening;
  return openBy(keyLog, stored, await openingKey(parts, uid, stored, way));
}
