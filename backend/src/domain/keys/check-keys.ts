import {
  activeDevices,
  continueKeyLog,
  emptyKeyLog,
  foldKeyLog,
  KeyLogError,
  KEY_LIMITS,
  parseKeyLogEntry,
  ParleyError,
  type KeyLog,
  type KeyLogCrypto,
  type KeyLogEntry,
  type SignedKeyLogEntry,
  type Uuid,
} from '@parley/protocol';
import { isSignedBy } from '../passwords/ed25519.ts';
import { sha256 } from '../sha256.ts';

const crypto: KeyLogCrypto = {
  sha256,
  verify: async (publicKey, message, signature) => isSignedBy({ publicKey, message, signature }),
};

/** Of a key log, what devices may fill: the rest is kept to revoke them and to change the identity. */
const FOR_DEVICES = 7 / 8;

/** The fold of a key log that was checked when it was stored. */
export function storedKeyLog(uid: Uuid, entries: readonly SignedKeyLogEntry[]): KeyLog {
  return entries.reduce(
    (log, { entry }) => foldKeyLog(sha256, log, parseKeyLogEntry(entry), entry),
    emptyKeyLog(sha256, uid),
  );
}

/**
 * The key log after one more entry, with its signatures checked.
 * @throws ParleyError `E_TOO_MANY_DEVICES`, `E_TOO_LARGE`, `E_BAD_REQUEST`
 */
export async function continuedKeyLog(log: KeyLog, signed: SignedKeyLogEntry): Promise<KeyLog> {
  const next = await refusing(() => continueKeyLog(crypto, log, signed));
  if (activeDevices(next).length > KEY_LIMITS.devices) throw new ParleyError('E_TOO_MANY_DEVICES');
  return next;
}

/**
 * What an entry says.
 * @throws ParleyError `E_BAD_REQUEST`
 */
export function keyLogEntryOf(signed: SignedKeyLogEntry): Promise<KeyLogEntry> {
  return refusing(async () => parseKeyLogEntry(signed.entry));
}

/** @throws ParleyError `E_TOO_LARGE` if the key log has no room for an entry of this kind */
export function checkRoom(entries: readonly SignedKeyLogEntry[], kind: KeyLogEntry['kind']): void {
  const share = kind === 'deviceAdded' ? FOR_DEVICES : 1;
  const bytes = entries.reduce((sum, signed) => sum + sizeOf(signed), 0);
  if (entries.length > KEY_LIMITS.keyLogEntries * share || bytes > KEY_LIMITS.keyLogBytes * share)
    throw full();
}

/** What an entry adds to the size of its key log, in characters. */
export function sizeOf({ entry, signatures }: SignedKeyLogEntry): number {
  return signatures.reduce((sum, signature) => sum + signature.length, entry.length);
}

async function refusing<T>(check: () => Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (error) {
    throw error instanceof KeyLogError ? refusalOf(error) : error;
  }
}

function refusalOf(error: KeyLogError): ParleyError {
  if (error.refusal === 'full') return full();
  const message = `The server couldn't take this change of your keys: ${error.refusal}.`;
  return new ParleyError('E_BAD_REQUEST', { message, cause: error });
}

function full(): ParleyError {
  return new ParleyError('E_TOO_LARGE', { message: 'Too many devices were added to this account so far.' });
}
