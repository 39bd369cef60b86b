import type { PasswordWrap, StoredVault, Uuid } from '@parley/protocol';
import { base64ToUint8Array } from 'uint8array-extras';
import type { OpeningKey } from '../crypto/account/open-account.ts';
import { passwordKeys } from '../crypto/password-keys.ts';
import { pairingKey } from '../crypto/vault/pairing-key.ts';
import { readKey } from '../crypto/vault/written-key.ts';
import { unwrapMasterKey } from '../crypto/vault/wraps.ts';
import type { UnlockWay } from '../ports/keys/account-keys.ts';
import type { KeyServer } from '../ports/keys/key-server.ts';
import type { PasswordKdf } from '../ports/password-kdf.ts';

export interface UnlockParts {
  readonly server: KeyServer;
  readonly kdf: PasswordKdf;
}

/**
 * What somebody typed, as the key that may open a vault.
 * @returns undefined if it is not a whole key or code, or the code does not belong to the wrap
 */
export async function openingKey(
  { server, kdf }: UnlockParts,
  uid: Uuid,
  { wraps, generation }: Pick<StoredVault, 'wraps' | 'generation'>,
  way: UnlockWay,
): Promise<OpeningKey | undefined> {
  switch (way.kind) {
    case 'lastPassword':
      return passwordOpening(kdf, way.password, wraps.password);
    case 'recoveryKey': {
      const key = readKey(way.written);
      return key && { kind: 'recovery', key };
    }
    case 'code': {
      // A code with a slip of the pen must not use up the wrap.
      const code = readKey(way.written);
      const key = code && (await masterKeyByCode(server, code, { uid, generation }));
      return key && { kind: 'master', key };
    }
  }
}

async function passwordOpening(
  argon2: PasswordKdf,
  password: string,
  { kdf }: PasswordWrap,
): Promise<OpeningKey> {
  return { kind: 'password', key: (await passwordKeys(argon2, password, kdf)).keyEncryptionKey };
}

async function masterKeyByCode(
  server: KeyServer,
  code: Uint8Array<ArrayBuffer>,
  place: { readonly uid: Uuid; readonly generation: number },
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const wrap = new Uint8Array(base64ToUint8Array(await server.takePairing()));
  return unwrapMasterKey(await pairingKey(code), wrap, { ...place, way: 'pairing' });
}
