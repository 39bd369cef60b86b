import { base64ToUint8Array } from 'uint8array-extras';
import { safetyNumber, type Identity } from '../../crypto/safety-number.ts';
import type { FollowedKeyLog } from '../../model/keys/followed-key-log.ts';
import type { SafetyNumber } from '../../model/keys/safety-number.ts';

/** The safety number of two accounts; undefined while the identity of one of them is not known. */
export async function numberOf(
  mine: FollowedKeyLog | undefined,
  theirs: FollowedKeyLog | undefined,
): Promise<SafetyNumber | undefined> {
  const [own, other] = [identityOf(mine), identityOf(theirs)];
  return own && other && safetyNumber(own, other);
}

function identityOf(followed: FollowedKeyLog | undefined): Identity | undefined {
  const identity = followed?.log.identity;
  if (followed === undefined || identity === undefined) return undefined;
  return { uid: followed.log.uid, key: base64ToUint8Array(identity) };
}
