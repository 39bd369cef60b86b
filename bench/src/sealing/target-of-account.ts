import { targetOf, type SealingAccount } from '@parley/client/testing';

/** The key that an account is sealed to. */
export function targetOfAccount({ keyLog: { uid, versions } }: Pick<SealingAccount, 'keyLog'>) {
  const encryptionKey = versions.at(-1)?.encryptionKey;
  if (encryptionKey === undefined) throw new Error('an account has an encryption key');
  return targetOf({ user: uid, keyVersion: versions.length, publicKey: encryptionKey });
}
