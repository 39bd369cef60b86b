import type { Uuid } from '@parley/protocol';
import type { KnownConversations } from '../../model/known-conversations.ts';
import type { LogEvent } from '../../model/log-event.ts';
import type { SealingAlarm } from '../../model/sealing/sealing-alarm.ts';
import type { Clock } from '../clock.ts';
import type { HttpApi } from '../http-api.ts';
import type { LastingStorage } from '../storage/lasting-storage.ts';
import type { LocalHalf } from '../local-half.ts';
import type { Opener } from '../opener.ts';
import type { Random } from '../random.ts';
import type { Sealer } from '../sealer.ts';
import type { ServerSink } from '../server-sink.ts';
import type { EntrySender } from './entry-sender.ts';
import type { EpochKey } from './epoch-key-keeper.ts';
import type { SignedGroups } from './signed-groups.ts';

/** What sealing gets from the link to the server. */
export interface SealingLink {
  readonly me: Uuid;
  readonly storage: LastingStorage;
  readonly known: KnownConversations;
  readonly people: Pick<LocalHalf['people'], 'users'>;
  readonly api: HttpApi;
  readonly sender: EntrySender;
  /** Which tab writes: only this one starts epochs, and says that there are new keys. */
  readonly outbox: {
    isOwner(): boolean;
    /** Resolves once it is this tab. */
    take(): Promise<void>;
  };
  /** For payloads that anybody can read. */
  readonly plain: Opener & Sealer;
  readonly sink: Pick<ServerSink, 'sealedChanged'>;
  readonly clock: Clock;
  readonly random: Random;
  /** Reads a log on to its end, also one that did not exist here before. @throws CodedError, NoAnswerError */
  catchUp(conversation: Uuid): Promise<void>;
  /** Makes the window begin earlier. @returns whether there was anything */
  loadOlder(conversation: Uuid): Promise<boolean>;
  background(task: Promise<unknown>): void;
}

/** Seals what leaves this client, and opens what comes. */
export interface Sealing {
  readonly opener: Opener;
  readonly sealer: Sealer;
  readonly groups: SignedGroups;
  /** The keys that are held of a conversation, for a report of a message in it. */
  keysOf(conversation: Uuid): Promise<readonly EpochKey[]>;
  /** The server can be reached again, and the list was compared. */
  connected(): void;
  /** A conversation is shown: how it is sealed will be told. */
  look(conversation: Uuid): void;
  /** The user has seen some of the alarms of a conversation. */
  alarmsSeen(conversation: Uuid, seen: readonly SealingAlarm[]): void;
  /** A window moved. */
  logChanged(conversation: Uuid, event: LogEvent): void;
  close(): void;
}

/** Loads sealing for a link, with whatever of it is loaded lazily. It is asked again after a failure. */
export type SealingLoader = (link: SealingLink) => Promise<Sealing>;
