import { isRefusal, type KeyParts } from './key-parts.ts';
import type { CheckedKeyLog } from './read-own-key-log.ts';

/**
 * Gives the server the end of the key log that it has lost, byte for byte, as far as it takes it: an entry with a new identity needs a
 * proof of the password, and stays missing.
 */
export async function putBackEntries(
  { server }: KeyParts,
  { followed, entries }: CheckedKeyLog,
): Promise<void> {
  const { uid } = followed.log;
  const held = (await server.keyLogs([{ uid, seq: 0 }])).get(uid)?.length ?? 0;
  for (const [i, signed] of entries.entries()) {
    if (i < held) continue;
    try {
      await server.extendKeyLog({ ...signed, seq: i + 1 });
    } catch (error) {
      if (isRefusal(error, 'E_BAD_REQUEST', 'E_KEYLOG_SEQ')) return;
      throw error;
    }
  }
}
