import type { Signed } from '../model/sealing/held-bundle.ts';
import type { SenderKeys } from '../model/keys/sender-keys.ts';
import type { Check } from './check-entry.ts';

/**
 * Whether the device and the identity behind a right signature count.
 * @param vouched up to which entry of its key log the account had vouched for it, before this entry
 */
export function judgeSigner(
  keys: SenderKeys | undefined,
  signed: Signed,
  vouched: number,
  kind: string,
): 'revoked' | 'identityReset' | undefined {
  const revokedAt = keys?.followed.log.devices.get(signed.device)?.revokedAt;
  if (revokedAt !== undefined && revokedAt <= vouched) return 'revoked';
  return isAccepted(keys, signed, kind) ? undefined : 'identityReset';
}

/** Up to which entry of their key log somebody vouches for it by a signed entry; 0 if they do not. */
export function vouchedBy(check: Check, keys: SenderKeys | undefined, kind: string): number {
  return check.kind === 'signed' && isAccepted(keys, check.signed, kind) ? check.signed.keyLogSeq : 0;
}

/** That somebody has new keys counts at once, whoever they are: the old keys may be in the wrong hands. */
function isAccepted(keys: SenderKeys | undefined, { keyLogSeq }: Signed, kind: string): boolean {
  return kind === 'rekeyed' || keyLogSeq < (keys?.unacceptedFrom ?? Number.POSITIVE_INFINITY);
}
