import type { OwnKeys, Uuid } from '@parley/protocol';
import type { Credentials } from '../../ports/credentials.ts';

/**
 * Tells the session how far its user's own keys are, once for each change: the events that tell it at once are doorbells, and may be
 * lost.
 */
export function ownKeysTeller(
  me: Uuid,
  credentials: Pick<Credentials, 'keyLogGrown' | 'vaultChanged'>,
): (keys: OwnKeys) => void {
  let told: OwnKeys = { keyLog: 0, vault: 0 };
  return (keys) => {
    if (keys.keyLog !== told.keyLog) credentials.keyLogGrown?.(me, keys.keyLog);
    if (keys.vault !== told.vault) credentials.vaultChanged?.(keys.vault);
    told = keys;
  };
}
