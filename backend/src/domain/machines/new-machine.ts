import { DisplayName, isReservedUsername, ParleyError, type Uuid, machineKeyMessage } from '@parley/protocol';
import type { Context } from '../context.ts';
import { isProperKey, isSignedBy } from '../passwords/ed25519.ts';
import { nobodysCredential } from '../passwords/nobodys-credential.ts';
import type { Account } from '../users/user-store.ts';
import { isSealableKey } from './is-sealable-key.ts';
import type { MachineDetails } from './machine-store.ts';
import { publicMachine } from './public-machine.ts';

export interface NewMachine {
  /** Missing for a new one. */
  readonly uid?: Uuid;
  readonly username: string;
  readonly displayName: string;
  readonly details: MachineDetails;
}

/**
 * The account of a new machine. It is never an administrator, and no password opens it.
 * @throws ParleyError `E_USERNAME_TAKEN` for a reserved name, `E_BAD_REQUEST` for a name that clients refuse, a key under
 * which signatures prove nothing, one to which nothing can be sealed, or one that is not signed as it says
 */
export function newMachine(
  { random, clock }: Pick<Context, 'random' | 'clock'>,
  { uid = random.uuid(), username, displayName, details }: NewMachine,
): Account {
  if (isReservedUsername(username)) throw new ParleyError('E_USERNAME_TAKEN');
  checkKeys(details);
  const user = {
    uid,
    username,
    displayName: properName(displayName),
    about: '',
    admin: false,
    removed: false,
  };
  return {
    user: { ...user, ...publicMachine(details) },
    credential: nobodysCredential(random),
    createdAt: clock(),
    machine: details,
  };
}

/**
 * Wherever the name comes from: one that clients refuse would take all others of the same answer with it.
 * @throws ParleyError `E_BAD_REQUEST`
 */
function properName(displayName: string): string {
  const parsed = DisplayName.safeParse(displayName);
  if (!parsed.success) throw new ParleyError('E_BAD_REQUEST');
  return parsed.data;
}

/** @throws ParleyError `E_BAD_REQUEST` */
function checkKeys(details: MachineDetails): void {
  const { accountKey, simpleKey, simpleKeySignature } = details;
  if (accountKey !== undefined && !isProperKey(accountKey)) throw new ParleyError('E_BAD_REQUEST');
  if (simpleKey !== undefined && !isSealableKey(simpleKey)) throw new ParleyError('E_BAD_REQUEST');
  if (simpleKeySignature !== undefined && !isKeySigned(details)) throw new ParleyError('E_BAD_REQUEST');
}

/** Clients would refuse a simple key whose signature is wrong. */
function isKeySigned({ accountKey, simpleKey, simpleKeySignature }: MachineDetails): boolean {
  if (accountKey === undefined || simpleKey === undefined || simpleKeySignature === undefined) return false;
  const publicKey = Buffer.from(accountKey, 'base64');
  return isSignedBy({
    message: machineKeyMessage({ accountKey: publicKey, simpleKey: Buffer.from(simpleKey, 'base64') }),
    signature: Buffer.from(simpleKeySignature, 'base64'),
    publicKey,
  });
}
