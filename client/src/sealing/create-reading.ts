import { isDirectId, type Uuid } from '@parley/protocol';
import type { LogEvent } from '../model/log-event.ts';
import type { SealingAccount } from '../model/sealing/sealing-account.ts';
import type { SealingAlarm } from '../model/sealing/sealing-alarm.ts';
import type { AccountKeys } from '../ports/keys/account-keys.ts';
import type { Opener } from '../ports/opener.ts';
import type { EpochCrypto } from '../ports/sealing/epoch-crypto.ts';
import type { Sealing, SealingLink } from '../ports/sealing/sealing.ts';
import type { SealingStorage } from '../ports/sealing/sealing-storage.ts';
import { restOf } from '../platform/rest-of.ts';
import { AskAgain } from './ask-again.ts';
import { BelievedLogs } from './believed-logs.ts';
import { EpochKeys } from './epochs/epoch-keys.ts';
import { HeldWindows } from './held/held-windows.ts';
import { KnownKeyLogs } from './held/known-key-logs.ts';
import { lastingSealing } from './held/lasting-sealing.ts';
import { LocalLogs } from './held/local-logs.ts';
import { LogHeads } from './held/log-heads.ts';
import { RemovedAccounts } from './held/removed-accounts.ts';
import { RosterLists } from './held/roster-lists.ts';
import { SealedStates } from './held/sealed-states.ts';
import { Looking } from './looking.ts';
import { LateSimple } from './simple/late-simple.ts';
import { SealedOpener } from './sealed-opener.ts';

/** What reading needs beside the link to the server. */
export interface ReadingParts {
  /** Of the account that is logged in. */
  readonly keys: Pick<AccountKeys, 'account' | 'contacts' | 'readOwn' | 'meetMachine'>;
  /** The part of the local copy that holds epoch keys and roster lists. */
  readonly storage: SealingStorage;
  readonly crypto: EpochCrypto;
}

/** The half of sealing that reads. */
export interface Reading {
  readonly logs: BelievedLogs;
  readonly lists: RosterLists;
  readonly keyLogs: KnownKeyLogs;
  readonly keys: EpochKeys;
  readonly asking: AskAgain;
  readonly opener: Opener;
  readonly simple: LateSimple;
  readonly account: () => SealingAccount | undefined;
  readonly alarm: (alarm: SealingAlarm) => void;
  readonly alarmsSeen: Sealing['alarmsSeen'];
  connected(): void;
  close(): void;
  readonly look: (conversation: Uuid) => void;
  logChanged(conversation: Uuid, event: LogEvent): void;
}

/** Believes and opens what is held in the local copy, and says how conversations are sealed. */
export function createReading(link: SealingLink, parts: ReadingParts): Reading {
  const storage = lastingSealing(link.storage, parts.storage);
  const keyLogs = new KnownKeyLogs(parts.keys);
  const lists = new RosterLists({ api: link.api, keeper: storage.rosters });
  const removed = new RemovedAccounts(link.people.users);
  const states = new SealedStates({ ...link, removed: () => removed.now() }, keyLogs, lists);
  const asking = new AskAgain(link);
  const windows = new HeldWindows(link.storage);
  const held = new LocalLogs({
    ...{ link, windows, lists, keyLogs, keeper: storage.epochKeys },
    diverged: (conversation) => {
      states.diverged(conversation);
      logs.forget(conversation);
      keys.retry();
    },
  });
  const heads = new LogHeads({ link, windows, differs: (entry) => states.differs(entry) });
  const logs: BelievedLogs = new BelievedLogs({
    ...{ me: link.me, held, keeper: storage.epochKeys },
    keyLogs: () => keyLogs.now(),
    removed: () => removed.now(),
    refresh: (users) => keyLogs.refresh(users),
    readTo: (beyond) => keyLogs.readTo(beyond),
    believed: (...now) => states.believed(...now),
    judged: (entry, verdict) => states.judged(entry, verdict),
  });
  const account = () => keyLogs.account;
  const alarm = (one: SealingAlarm) => states.alarm(one);
  const { crypto } = parts;
  const keys: EpochKeys = new EpochKeys({ keeper: storage.epochKeys, crypto, logs, account, alarm });
  held.onChange((conversation, change) => {
    if (change === 'grown') keys.grown(conversation);
    if (states.has(conversation)) link.background(view(conversation));
  });
  const simple = new LateSimple({
    ...{ me: link.me, clock: link.clock, link, keyLogs, keys: parts.keys, lists, windows, account, alarm },
    told: (conversation) => states.simple(conversation),
  });
  const opener = new SealedOpener({
    ...{ logs, keys, simple, rest: restOf(link), opened: (...tried) => states.opened(...tried) },
    // Others have none, and may be long.
    simpleFrom: async (conversation) => {
      const stored = link.known.get(conversation);
      const window = stored === undefined || !isDirectId(conversation) ? undefined : await windows.of(stored);
      return window?.traces.simpleFrom;
    },
    failed: (error) => asking.failed(error),
  });
  const looking = new Looking({
    isKnown: (conversation) => link.known.get(conversation) !== undefined,
    tell: async (conversation) => {
      if ((await asking.watched(logs.refreshMembers(conversation))) === undefined) {
        if (simple.machineIn(conversation) ?? simple.wasMachine(link.known.get(conversation)?.head.peer))
          states.simple(conversation);
        else states.open(conversation, (await held.keyless(conversation)) ?? []);
      }
      await simple.looked(conversation);
    },
    background: (task) => link.background(task),
  });
  const view = async (conversation: Uuid) => {
    try {
      await asking.watched(logs.meet(conversation));
    } catch (error) {
      looking.lacking(conversation);
      throw error;
    }
  };
  asking.onDue(() => {
    keys.again();
    simple.again();
    looking.again();
  });
  link.known.onChange(({ id }, before) => {
    if (before === undefined) looking.added(id);
  });
  removed.onChange((changed) => {
    for (const conversation of states.withAny(changed)) link.background(view(conversation));
  });
  // Who has other keys by now may have written what could not be judged.
  keyLogs.onChange((changed) => {
    opener.keysChanged(changed);
    keys.retry();
    simple.again();
    // Who is left out, and why, may be another by now.
    for (const conversation of states.withAny(changed)) link.background(view(conversation));
    if (changed.has(link.me)) looking.again();
  });
  return {
    ...{ logs, lists, keyLogs, keys, asking, opener, simple, account, alarm },
    connected: () => {
      asking.connected();
      keyLogs.retry();
      link.background(asking.watched(keyLogs.readOwn()));
      keys.retry();
      looking.again();
    },
    close: () => {
      asking.close();
      keyLogs.close();
      removed.close();
      simple.close();
    },
    alarmsSeen: (...call) => link.background(states.alarmsSeen(...call)),
    look: (conversation) => looking.look(conversation),
    logChanged: (conversation, event) => {
      if (event.kind === 'diverged') states.diverged(conversation);
      link.background(moved(conversation, event, { logs, held, heads, keys }));
    },
  };
}

interface MovedParts {
  readonly logs: BelievedLogs;
  readonly held: LocalLogs;
  readonly heads: LogHeads;
  readonly keys: EpochKeys;
}

async function moved(
  conversation: Uuid,
  event: LogEvent,
  { logs, held, heads, keys }: MovedParts,
): Promise<void> {
  if (event.kind === 'diverged') logs.forget(conversation);
  await held.moved(conversation, event);
  if (event.kind === 'diverged') {
    // What was being judged meanwhile was of the log as it was.
    logs.forget(conversation);
    keys.retry();
  }
  await heads.moved(conversation, event);
}
