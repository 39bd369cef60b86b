import type { Sha256 } from '../sha256.ts';
import { bytesOf } from '../log/payload-hash.ts';
import { foldKeyLog } from './fold-key-log.ts';
import type { KeyLog } from './key-log.ts';
import type { KeyLogEntry, SignedKeyLogEntry } from './key-log-entry.ts';
import { KeyLogError } from './key-log-error.ts';
import { keyLogSignedBytes } from './key-log-hash.ts';
import { parseKeyLogEntry } from './parse-key-log-entry.ts';

/** What the check needs and the two ends do differently. */
export interface KeyLogCrypto {
  readonly sha256: Sha256;
  /** Whether a signature (RFC 8032) is right. @param publicKey 32 bytes @param signature 64 bytes */
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean>;
}

/**
 * The key log after one more entry, with its signatures checked.
 * @throws KeyLogError if the entry does not continue the log
 */
export async function continueKeyLog(
  crypto: KeyLogCrypto,
  log: KeyLog,
  signed: SignedKeyLogEntry,
): Promise<KeyLog> {
  const entry = parseKeyLogEntry(signed.entry);
  const next = foldKeyLog(crypto.sha256, log, entry, signed.entry);
  await checkSignatures(crypto, signersOf(log, entry), next.hash, signed.signatures);
  return next;
}

/** Who has to sign an entry, in this order. A changed identity is vouched for by the one before it. */
export function signersOf(log: KeyLog, entry: KeyLogEntry): readonly (string | undefined)[] {
  switch (entry.kind) {
    case 'created':
    case 'identityReset':
      return [entry.identity];
    case 'identityChanged':
      return [log.identity, entry.identity];
    case 'deviceAdded':
    case 'deviceRevoked':
      return [log.identity];
  }
}

async function checkSignatures(
  crypto: KeyLogCrypto,
  signers: readonly (string | undefined)[],
  hash: Uint8Array,
  signatures: readonly string[],
): Promise<void> {
  if (signers.length !== signatures.length) throw new KeyLogError('signature');
  const message = keyLogSignedBytes(hash);
  for (const [i, signer] of signers.entries()) {
    const right =
      signer !== undefined && (await crypto.verify(bytesOf(signer), message, bytesOf(signatures[i] ?? '')));
    if (!right) throw new KeyLogError('signature');
  }
}
