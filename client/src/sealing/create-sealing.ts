import type { AccountKeys } from '../ports/keys/account-keys.ts';
import type { EpochCrypto } from '../ports/sealing/epoch-crypto.ts';
import type { Sealing, SealingLink } from '../ports/sealing/sealing.ts';
import type { SealingStorage } from '../ports/sealing/sealing-storage.ts';
import { BelievedLogs } from './believed-logs.ts';
import { EntrySealer } from './entry-sealer.ts';
import { EpochKeys } from './epochs/epoch-keys.ts';
import { KnownKeyLogs } from './held/known-key-logs.ts';
import { lastingSealing } from './held/lasting-sealing.ts';
import { LocalLogs } from './held/local-logs.ts';
import { SealedStates } from './held/sealed-states.ts';
import { SealedOpener } from './sealed-opener.ts';
import type { SealingDeps } from './sealing-deps.ts';

/** What sealing needs beside the link to the server. */
interface SealingParts {
  /** Of the account that is logged in. */
  readonly keys: Pick<AccountKeys, 'account' | 'contacts'>;
  /** The part of the local copy that holds epoch keys and roster lists. */
  readonly storage: SealingStorage;
  readonly crypto: EpochCrypto;
}

/** Seals and opens what goes over a link, with the keys of the account that is open here. */
export function createSealing(link: SealingLink, parts: SealingParts): Sealing {
  const { keys, crypto } = parts;
  const storage = lastingSealing(link.storage, parts.storage);
  const keyLogs = new KnownKeyLogs(keys);
  const states = new SealedStates(link.sink);
  const held = new LocalLogs(link);
  const logs = new BelievedLogs({
    ...{ me: link.me, held, keeper: storage.epochKeys },
    keyLogs: () => keyLogs.now(),
    refresh: (users) => keyLogs.refresh(users),
  });
  const account = () => keyLogs.account;
  const alarm: SealingDeps['alarm'] = (one) => states.alarm(one);
  const epochKeys = new EpochKeys({ keeper: storage.epochKeys, crypto, logs, account, alarm });
  const { sender, clock, random, plain } = link;
  const deps: SealingDeps = { logs, keys: epochKeys, crypto, sender, clock, random, account, alarm };
  return {
    opener: new SealedOpener({ logs, keys: epochKeys }),
    sealer: new EntrySealer(deps, plain),
    connected: () => epochKeys.retry(),
    logChanged: () => undefined,
    close: () => {
      keyLogs.close();
      crypto.close();
    },
  };
}
