import type { Uuid } from '@parley/protocol';
import type { UnlockWay } from '../ports/keys/account-keys.ts';
import type { KeyParts } from './key-parts.ts';
import { withAside } from './changes/put-back-vault.ts';
import { openBy, openOwnAccount, type Opened, type Ways } from './open-own-account.ts';
import { openingKey, type UnlockParts } from './opening-key.ts';

/**
 * Opens an account that is locked here by another way.
 * @param ways what this device has seen of it, which a server is held to
 * @returns undefined if this way does not open it
 */
export async function unlockAccount(
  parts: KeyParts & UnlockParts,
  uid: Uuid,
  ways: Pick<Ways, 'kept' | 'accepted'>,
  way: UnlockWay,
): Promise<Opened | undefined> {
  const opening = await openOwnAccount(parts, uid, ways);
  if (opening.kind === 'keyless') return undefined;
  if (opening.kind !== 'locked') return opening;
  const { keyLog, stored, aside } = opening;
  const opened = await openBy(keyLog, stored, await openingKey(parts, uid, stored, way));
  if (opened?.kind !== 'open') return opened;
  if (aside === undefined) return opened;
  return { kind: 'open', account: await withAside(parts, opened.account, aside) };
}
