import {
  KEY_LIMITS,
  localError,
  type KeyLogsPage,
  type KeyLogsRequest,
  type SignedKeyLogEntry,
  type Uuid,
} from '@parley/protocol';
import type { HttpApi } from '../ports/http-api.ts';
import type { KeyServer } from '../ports/keys/key-server.ts';

type After = KeyLogsRequest['after'];

/** Key logs, the vault and codes for other browsers, over HTTP. */
export function createKeyServer(api: HttpApi): KeyServer {
  return {
    keyLogs: (after) => keyLogs(api, after),
    extendKeyLog: async (body) => {
      await api.call('extendKeyLog', { body });
    },
    vault: async () => (await api.call('vault')).vault,
    formerVaults: async () => (await api.call('formerVaults')).vaults,
    putVault: async (body) => {
      await api.call('putVault', { body });
    },
    offerPairing: async (wrap) => (await api.call('offerPairing', { body: { wrap } })).expiresAt,
    takePairing: async () => (await api.call('takePairing')).wrap,
  };
}

/** Asks until all of the list is there: a page ends where it is full, perhaps in the middle of a key log. */
async function keyLogs(api: HttpApi, after: After): Promise<ReadonlyMap<Uuid, readonly SignedKeyLogEntry[]>> {
  const found = new Map<Uuid, readonly SignedKeyLogEntry[]>();
  const reached = (uid: Uuid, seq: number) => seq + (found.get(uid)?.length ?? 0);
  for (let missing = after; missing.length > 0;) {
    const asked = missing.slice(0, KEY_LIMITS.keyLogsBatch);
    const page = await api.call('keyLogs', {
      body: { after: asked.map(({ uid, seq }) => ({ uid, seq: reached(uid, seq) })) },
    });
    checkPage(page, asked);
    for (const { uid, entries } of page.keyLogs) found.set(uid, [...(found.get(uid) ?? []), ...entries]);
    // Nor is there more of a key log than there can be: so a server does not go on for ever.
    if (page.keyLogs.some(({ uid }) => (found.get(uid)?.length ?? 0) > KEY_LIMITS.keyLogEntries))
      throw localError('E_INTERNAL');
    missing = missing.slice(page.done);
  }
  return found;
}

/**
 * A page says what was asked for, and goes on: it has dealt with some of the list, or brings more of the first one.
 * @throws CodedError `E_INTERNAL`
 */
function checkPage({ keyLogs, done }: KeyLogsPage, asked: After): void {
  const wanted = new Set(asked.slice(0, done + 1).map(({ uid }) => uid));
  const isAsked = keyLogs.every(({ uid }) => wanted.delete(uid));
  const goesOn = done > 0 || keyLogs.some(({ entries }) => entries.length > 0);
  if (!isAsked || !goesOn || done > asked.length) throw localError('E_INTERNAL');
}
