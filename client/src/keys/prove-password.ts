import type { Uuid } from '@parley/protocol';
import type { ProvenPassword } from '../ports/keys/account-keys.ts';
import type { KeyParts } from './key-parts.ts';

/**
 * Has the server check a password that was typed after the login: nothing may be put under a wrong one. The first entry of the key
 * log comes to it once more for that, which changes nothing there. One that it has lost is checked when it is put back.
 * @throws CodedError `E_LOGIN_FAILED`
 */
export async function provePassword(
  { server }: Pick<KeyParts, 'server'>,
  uid: Uuid,
  password: ProvenPassword,
): Promise<void> {
  const [created] = (await server.keyLogs([{ uid, seq: 0 }])).get(uid) ?? [];
  if (created === undefined) return;
  await password.prove((proof) => server.extendKeyLog({ ...created, seq: 1, proof }));
}
