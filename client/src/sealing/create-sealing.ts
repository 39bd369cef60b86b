import type { Entry, Uuid } from '@parley/protocol';
import type { OpenedEntry } from '../model/opened-entry.ts';
import type { AccountKeys } from '../ports/keys/account-keys.ts';
import type { EpochCrypto } from '../ports/sealing/epoch-crypto.ts';
import type { Sealing, SealingLink } from '../ports/sealing/sealing.ts';
import type { SealingStorage } from '../ports/sealing/sealing-storage.ts';
import { BelievedLogs } from './believed-logs.ts';
import { EntrySealer } from './entry-sealer.ts';
import { EpochKeys } from './epochs/epoch-keys.ts';
import { ReadyEpochs } from './epochs/ready-epochs.ts';
import { SealedGroups } from './groups/sealed-groups.ts';
import { HeldWindows } from './held/held-windows.ts';
import { KnownKeyLogs } from './held/known-key-logs.ts';
import { lastingSealing } from './held/lasting-sealing.ts';
import { LocalLogs } from './held/local-logs.ts';
import { LogHeads } from './held/log-heads.ts';
import { RosterLists } from './held/roster-lists.ts';
import { SealedStates } from './held/sealed-states.ts';
import { OwedEverywhere, type OwedDeps } from './owed-everywhere.ts';
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
  const { crypto } = parts;
  const { me, sender, clock, random, plain } = link;
  const storage = lastingSealing(link.storage, parts.storage);
  const keyLogs = new KnownKeyLogs(parts.keys);
  const states = new SealedStates(link, keyLogs);
  const windows = new HeldWindows(link.storage);
  const lists = new RosterLists({ api: link.api, keeper: storage.rosters });
  const held = new LocalLogs({ link, windows, lists, keyLogs });
  const heads = new LogHeads({ link, windows, differs: (entry) => states.differs(entry) });
  const logs = new BelievedLogs({
    ...{ me, held, keeper: storage.epochKeys },
    keyLogs: () => keyLogs.now(),
    refresh: (users) => keyLogs.refresh(users),
    readTo: (beyond) => keyLogs.readTo(beyond),
    believed: (conversation, believed) => states.believed(conversation, believed),
    judged: (entry, verdict) => states.judged(entry, verdict),
  });
  const account = () => keyLogs.account;
  const alarm: SealingDeps['alarm'] = (one) => states.alarm(one);
  const keys = new EpochKeys({ keeper: storage.epochKeys, crypto, logs, account, alarm });
  const opened = (entries: readonly Entry[], now: readonly OpenedEntry[]) => states.opened(entries, now);
  const deps: SealingDeps = { logs, keys, crypto, sender, clock, random, account, alarm };
  const epochs = new ReadyEpochs(deps);
  const owed = createOwed(link, { logs, epochs, keyLogs, lists });
  const settleOwed = () => link.background(owed.settle());
  keyLogs.onChange((changed) => {
    // Who has other keys by now may have written what could not be judged.
    keys.retry();
    if (changed.has(link.me)) settleOwed();
  });
  const looked = new Set<Uuid>();
  link.known.onChange(({ id }, before) => {
    // What is opened first may be known only then.
    if (before === undefined && looked.has(id)) link.background(look(id));
  });
  const look = async (conversation: Uuid) => {
    looked.add(conversation);
    if (link.known.get(conversation) === undefined) return;
    await logs.refreshMembers(conversation);
    if ((await logs.view(conversation)) !== undefined) return;
    states.open(conversation, await held.keyless(conversation));
  };
  return {
    opener: new SealedOpener({ logs, keys, opened }),
    sealer: new EntrySealer(deps, plain, epochs),
    groups: createSealedGroups(link, deps, epochs, keyLogs),
    connected: () => {
      keyLogs.retry();
      keys.retry();
      settleOwed();
    },
    look: (conversation) => link.background(look(conversation)),
    logChanged: (conversation, event) => {
      if (event.kind === 'diverged') {
        logs.forget(conversation);
        states.diverged(conversation);
        keys.retry();
      }
      link.background(held.moved(conversation, event).then(() => heads.moved(conversation, event)));
      if (event.kind === 'replaced' || event.kind === 'diverged') settleOwed();
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

interface OwedParts extends Pick<OwedDeps, 'logs' | 'epochs'> {
  readonly keyLogs: KnownKeyLogs;
  readonly lists: RosterLists;
}

function createOwed(link: SealingLink, { logs, epochs, keyLogs, lists }: OwedParts): OwedEverywhere {
  const { me, known, outbox, clock } = link;
  return new OwedEverywhere({
    ...{ logs, epochs, clock },
    conversations: () =>
      [...known.all()]
        .filter(({ head }) => head.protection === 'sealed' && head.role !== null && !head.ended)
        .map(({ id, head: { peer } }) => ({ conversation: id, ...(peer !== undefined && { peer }) })),
    mayOwe: async (conversation) => {
      if ((keyLogs.account?.keyLog.versions.length ?? 0) > 1) return true;
      const { floors } = await lists.of(conversation);
      return Object.values(floors).some(({ departedBy }) => departedBy === me);
    },
    isOwner: () => outbox.isOwner(),
    refused: (error) => link.background(Promise.reject(error)),
  });
}
