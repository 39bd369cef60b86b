import { parseKeyLogEntry, type KeyLogAppend } from '@parley/protocol';
import type { ProvenPassword } from '../../ports/keys/account-keys.ts';
import type { KeyServer } from '../../ports/keys/key-server.ts';
import { isRefusal, type KeyParts } from '../key-parts.ts';
import type { OwnAccount } from '../own-account.ts';

/**
 * Gives the server the end of the key log that it has lost, byte for byte, as far as it takes it.
 * @param password for entries with an identity, `created` among them: without it, nothing from the first of them on goes back
 */
export async function putBackEntries(
  { server }: KeyParts,
  kept: OwnAccount,
  password?: ProvenPassword,
): Promise<void> {
  const { uid } = kept.followed.log;
  const held = (await server.keyLogs([{ uid, seq: 0 }])).get(uid)?.length ?? 0;
  for (const [i, signed] of kept.entries.entries()) {
    if (i < held) continue;
    const isIdentity = 'identity' in parseKeyLogEntry(signed.entry);
    if (isIdentity && password === undefined) return;
    const entry = { ...signed, seq: i + 1 };
    try {
      if (isIdentity && password !== undefined) await putBackIdentity(server, kept, entry, password);
      else await server.extendKeyLog(entry);
    } catch (error) {
      if (isRefusal(error, 'E_BAD_REQUEST', 'E_KEYLOG_SEQ', 'E_VAULT_VERSION')) return;
      throw error;
    }
  }
}

/** A new identity comes with its vault. That is the newest one: if several identities were lost, the server takes the first alone. */
async function putBackIdentity(
  server: KeyServer,
  { stored }: OwnAccount,
  entry: KeyLogAppend,
  password: ProvenPassword,
): Promise<void> {
  const { version, box, wraps } = stored;
  const expected = (await server.vault())?.version ?? 0;
  const vault = { expected, version, box, wraps };
  await password.prove((proof) => server.extendKeyLog({ ...entry, vault, proof }));
}
