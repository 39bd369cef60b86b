import { continueKeyLog, type KeyLog, type KeyLogEntry, type SignedKeyLogEntry } from '@parley/protocol';
import { sha256 } from '../sha256.ts';
import { verifyEd25519 } from '../verify-ed25519.ts';
import { signKeyLogEntry } from './sign-key-log-entry.ts';

/** A key log with one more entry that we made, and what goes to the server. */
export interface ExtendedKeyLog {
  readonly signed: SignedKeyLogEntry;
  readonly keyLog: KeyLog;
}

/**
 * Continues an account's own key log.
 * @param seeds of the identities that have to sign, in the order of `signersOf`
 * @throws KeyLogError if the entry does not continue the log, or others have to sign it
 */
export async function extendKeyLog(
  log: KeyLog,
  entry: KeyLogEntry,
  seeds: readonly Uint8Array[],
): Promise<ExtendedKeyLog> {
  const signed = await signKeyLogEntry(log, entry, seeds);
  return { signed, keyLog: await continueKeyLog({ sha256, verify: verifyEd25519 }, log, signed) };
}
