import type { StoredConversation } from '../../model/stored-conversation.ts';
import type { Sealer } from '../../ports/sealer.ts';
import type { Addressee } from '../../ports/sealing/entry-sender.ts';
import type { SealingLink } from '../../ports/sealing/sealing.ts';
import type { SignedGroups } from '../../ports/sealing/signed-groups.ts';
import type { Reading, ReadingParts } from '../create-reading.ts';
import { EntrySealer } from './entry-sealer.ts';
import { ReadyEpochs } from '../epochs/ready-epochs.ts';
import { SealedGroups } from '../groups/sealed-groups.ts';
import type { KnownKeyLogs } from '../held/known-key-logs.ts';
import { isWritable } from './is-writable.ts';
import { OwedEverywhere } from './owed-everywhere.ts';
import type { SealingDeps } from '../sealing-deps.ts';
import { ViewedLogs } from './viewed-logs.ts';

interface Owed {
  /** In all of them. @throws NoAnswerError */
  settle(): Promise<void>;
  /** In one that was not known before, or not sealed. @throws NoAnswerError */
  settleIn(conversation: StoredConversation): Promise<void>;
}

/** The half of sealing that writes. */
export interface Writing {
  readonly sealer: Sealer;
  readonly groups: SignedGroups;
  /** Signs what the user's devices owe their conversations. */
  readonly owed: Owed;
}

/** Seals and signs by what the half that reads believes. */
export function createWriting(
  link: SealingLink,
  { crypto }: Pick<ReadingParts, 'crypto'>,
  reading: Reading,
): Writing {
  const { sender, clock, random, plain } = link;
  const { keyLogs, keys, simple, account, alarm } = reading;
  const logs = new ViewedLogs(link.me, reading.logs);
  const deps: SealingDeps = { logs, keys, simple, crypto, sender, clock, random, account, alarm };
  const epochs = new ReadyEpochs(deps);
  const owed = createOwed(link, { ...reading, logs }, epochs);
  return {
    sealer: new EntrySealer(deps, plain, epochs),
    groups: createSealedGroups(link, deps, epochs, keyLogs),
    owed: {
      settle: () => owed.settle(),
      settleIn: (conversation) => owed.settleIn(addresseeOf(conversation)),
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

function createOwed(
  link: SealingLink,
  { asking, logs, keyLogs, lists }: Pick<Reading, 'asking' | 'keyLogs' | 'lists'> & Pick<SealingDeps, 'logs'>,
  epochs: ReadyEpochs,
): OwedEverywhere {
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

function addresseeOf({ id, head: { peer } }: StoredConversation): Addressee {
  return { conversation: id, ...(peer !== undefined && { peer }) };
}
