import type { AccountKeys } from '../ports/keys/account-keys.ts';
import type { EpochCrypto } from '../ports/sealing/epoch-crypto.ts';
import type { Sealing, SealingLink } from '../ports/sealing/sealing.ts';
import type { SealingStorage } from '../ports/sealing/sealing-storage.ts';
import { BelievedLogs } from './believed-logs.ts';
import { EntrySealer } from './entry-sealer.ts';
import { EpochKeys } from './epochs/epoch-keys.ts';
import { ReadyEpochs } from './epochs/ready-epochs.ts';
import { SealedGroups } from './groups/sealed-groups.ts';
import { KnownKeyLogs } from './held/known-key-logs.ts';
import { lastingSealing } from './held/lasting-sealing.ts';
import { LocalLogs } from './held/local-logs.ts';
import { SealedStates } from './held/sealed-states.ts';
import { OwedEverywhere } from './owed-everywhere.ts';
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
  const epochs = new ReadyEpochs(deps);
  const owed = createOwed(link, logs, epochs);
  const settleOwed = () => link.background(owed.settle());
  keyLogs.onChange((changed) => {
    if (changed.has(link.me)) settleOwed();
  });
  return {
    opener: new SealedOpener({ logs, keys: epochKeys }),
    sealer: new EntrySealer(deps, plain, epochs),
    groups: createSealedGroups(link, deps, epochs, keyLogs),
    connected: () => {
      epochKeys.retry();
      settleOwed();
    },
    logChanged: (_conversation, { kind }) => {
      if (kind === 'replaced' || kind === 'diverged') settleOwed();
    },
    close: () => {
      keyLogs.close();
      crypto.close();
    },
  };
}

function createSealedGroups(
  { me, people, outbox }: SealingLink,
  deps: SealingDeps,
  epochs: ReadyEpochs,
  keyLogs: KnownKeyLogs,
): SealedGroups {
  return new SealedGroups(
    {
      ...deps,
      me,
      keyLogs: () => keyLogs.now(),
      refresh: (users) => keyLogs.refresh(users),
      nameOf: (user) => people.users.get().get(user)?.displayName ?? 'Someone',
      takeOutbox: () => outbox.take(),
    },
    epochs,
  );
}

function createOwed(link: SealingLink, logs: BelievedLogs, epochs: ReadyEpochs): OwedEverywhere {
  const { known, outbox, clock } = link;
  return new OwedEverywhere({
    ...{ logs, epochs, clock },
    conversations: () =>
      [...known.all()]
        .filter(({ head }) => head.protection === 'sealed' && head.role !== null && !head.ended)
        .map(({ id, head: { peer } }) => ({ conversation: id, ...(peer !== undefined && { peer }) })),
    isOwner: () => outbox.isOwner(),
    refused: (error) => link.background(Promise.reject(error)),
  });
}
