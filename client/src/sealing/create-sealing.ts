import type { StoredConversation } from '../model/stored-conversation.ts';
import type { Addressee } from '../ports/sealing/entry-sender.ts';
import type { AskAgain } from './ask-again.ts';
import { createReading, type SealingParts } from './create-reading.ts';
import type { Sealing, SealingLink } from '../ports/sealing/sealing.ts';
import { EntrySealer } from './entry-sealer.ts';
import { ReadyEpochs } from './epochs/ready-epochs.ts';
import { SealedGroups } from './groups/sealed-groups.ts';
import type { KnownKeyLogs } from './held/known-key-logs.ts';
import type { RosterLists } from './held/roster-lists.ts';
import { OwedEverywhere, type OwedDeps } from './owed-everywhere.ts';
import type { SealingDeps } from './sealing-deps.ts';

/** Seals and opens what goes over a link, with the keys of the account that is open here. */
export function createSealing(link: SealingLink, parts: SealingParts): Sealing {
  const { sender, clock, random, plain } = link;
  const { crypto } = parts;
  const reading = createReading(link, parts);
  const { keyLogs, lists, logs, keys, asking, account, alarm } = reading;
  const deps: SealingDeps = { logs, keys, crypto, sender, clock, random, account, alarm };
  const epochs = new ReadyEpochs(deps);
  const owed = createOwed(link, { logs, epochs, keyLogs, lists, asking });
  const settleOwed = () => link.background(asking.watched(owed.settle()));
  asking.onDue(settleOwed);
  link.known.onChange((now, before) => {
    if (isLearned(now, before)) link.background(asking.watched(owed.settleIn(addresseeOf(now))));
  });
  keyLogs.onChange((changed) => {
    if (changed.has(link.me)) settleOwed();
  });
  return {
    opener: reading.opener,
    sealer: new EntrySealer(deps, plain, epochs),
    groups: createSealedGroups(link, deps, epochs, keyLogs),
    connected: () => {
      reading.connected();
      settleOwed();
    },
    look: reading.look,
    alarmsSeen: reading.alarmsSeen,
    logChanged: (conversation, event) => {
      reading.logChanged(conversation, event);
      if (event.kind === 'replaced' || event.kind === 'diverged') settleOwed();
    },
    close: () => {
      asking.stop();
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
  readonly asking: AskAgain;
}

/** Whether a conversation can have something owed that there was no place for before. */
function isLearned(now: StoredConversation, before: StoredConversation | undefined): boolean {
  return isWritable(now) && (before === undefined || !isWritable(before));
}

function isWritable({ head }: StoredConversation): boolean {
  return head.protection === 'sealed' && head.role !== null && !head.ended;
}

function addresseeOf({ id, head: { peer } }: StoredConversation): Addressee {
  return { conversation: id, ...(peer !== undefined && { peer }) };
}

function createOwed(link: SealingLink, { logs, epochs, keyLogs, lists, asking }: OwedParts): OwedEverywhere {
  const { me, known, outbox, clock } = link;
  return new OwedEverywhere({
    ...{ logs, epochs, clock },
    conversations: () => [...known.all()].filter(isWritable).map(addresseeOf),
    mayOwe: async (conversation) => {
      if ((keyLogs.account?.keyLog.versions.length ?? 0) > 1) return true;
      const { floors } = await lists.of(conversation);
      return Object.values(floors).some(({ departedBy }) => departedBy === me);
    },
    // The keys tell once they are open.
    mayWrite: () => outbox.isOwner() && keyLogs.account !== undefined,
    refused: (error) => link.background(asking.watched(Promise.reject(error))),
  });
}
