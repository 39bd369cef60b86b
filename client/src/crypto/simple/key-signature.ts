import { machineKeyMessage } from '@parley/protocol';
import { base64ToUint8Array } from 'uint8array-extras';
import type { MachineKeys } from '../../ports/keys/account-keys.ts';
import { verifyEd25519 } from '../verify-ed25519.ts';

/** Whether a machine has signed its simple key with its account key. Earlier machines have not. */
export async function keySignature(keys: MachineKeys): Promise<'missing' | 'right' | 'wrong'> {
  const { simpleKeySignature } = keys;
  if (simpleKeySignature === undefined) return 'missing';
  const accountKey = base64ToUint8Array(keys.accountKey);
  const message = machineKeyMessage({ accountKey, simpleKey: base64ToUint8Array(keys.simpleKey) });
  const isRight = await verifyEd25519(accountKey, message, base64ToUint8Array(simpleKeySignature));
  return isRight ? 'right' : 'wrong';
}
