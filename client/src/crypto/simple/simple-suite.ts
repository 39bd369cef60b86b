import type { Uuid } from '@parley/protocol';
import { ByteWriter } from '@parley/protocol';
import {
  AEAD_AES_256_GCM,
  CipherSuite,
  DecapError,
  DeserializeError,
  EncapError,
  KDF_HKDF_SHA256,
  KEM_DHKEM_X25519_HKDF_SHA256,
  OpenError,
  ValidationError,
} from 'hpke';
import { label } from '../labels.ts';

const LABEL = label('simple-key');

/** HPKE (RFC 9180, base mode) with DHKEM(X25519, HKDF-SHA-256), HKDF-SHA-256 and AES-256-GCM, by Web Crypto alone. */
export const simpleSuite = new CipherSuite(KEM_DHKEM_X25519_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM);

/** A private key that is ready to open with. */
export type SimplePrivateKey = Awaited<ReturnType<typeof importSimpleKey>>;

/** @param bytes 32 bytes */
export function importSimpleKey(bytes: Uint8Array) {
  return simpleSuite.DeserializePrivateKey(bytes, false);
}

/** What a content key is sealed for: the label ‖ conversation ‖ user. */
export function simpleInfo(conversation: Uuid, user: Uuid): Uint8Array<ArrayBuffer> {
  return new ByteWriter().bytes(LABEL).uuid(conversation).uuid(user).finish();
}

/** Whether opening failed for what was sealed, and not for a fault of ours. */
export function isNotOpened(error: unknown): boolean {
  return error instanceof OpenError || error instanceof DecapError || error instanceof DeserializeError;
}

/** Whether sealing failed for a public key that is none, or that gives a secret of zeros. */
export function isBadKey(error: unknown): boolean {
  return error instanceof EncapError || error instanceof DeserializeError || error instanceof ValidationError;
}
