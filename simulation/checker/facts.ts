import type { ConversationState, Entry, MemberMark, Range, Uuid } from '@parley/protocol';

/** A message that a user wrote on a device; its text occurs once in a run. */
export interface Intent {
  readonly conversation: Uuid;
  /** Of the message, if the device knows it. */
  readonly id?: Uuid;
  readonly text: string;
}

/** A message as it was first stored, even if it was erased later. */
export interface Spoken extends Intent {
  readonly seq: number;
  readonly sender: Uuid;
}

/** The part of one log that a device holds. */
export interface WindowFacts {
  readonly conversation: Uuid;
  readonly first: number;
  readonly last: number;
  readonly entries: readonly Entry[];
  readonly hidden: readonly Range[];
}

/** One local copy at the end, shared by all tabs of a browser. */
export interface DeviceFacts {
  readonly name: string;
  readonly uid: Uuid;
  readonly windows: readonly WindowFacts[];
  /** Sealed messages that it opened. */
  readonly opened?: readonly Spoken[];
  /** In the order of writing. */
  readonly intents: readonly Intent[];
  /** Texts still in the outbox, and which of them wait to be sent; the others were refused or lost. */
  readonly outbox: readonly { readonly text: string; readonly waiting: boolean }[];
}

/** An entry reached a user's device, by whatever event. */
export interface Sighting {
  readonly uid: Uuid;
  readonly conversation: Uuid;
  readonly seq: number;
}

/** A member's marks as seen in the database or on one device. */
export interface MarkSample extends MemberMark {
  readonly seenBy: string;
  readonly conversation: Uuid;
}

export interface LogFacts {
  readonly entries: readonly Entry[];
  readonly state: ConversationState;
  /** The same with the memberships of users, where it is that of a room, which holds few of them. */
  readonly readers?: ConversationState;
}

/** All that a server was ever given, in whichever of its logs. */
export interface Heard {
  readonly entries: readonly Entry[];
  /** The log that ends at an entry. */
  historyUpTo(chain: string): readonly Entry[];
  /** Whether the server itself put an entry where it stands. */
  isForged(entry: Entry): boolean;
}

/** What somebody can open with all the keys that they hold and all that the server has. */
export interface Reach {
  readonly name: string;
  readonly uid: Uuid;
  /** Of a stolen device: how many keys its account had by then. */
  readonly stolenAt?: number;
  readonly opens: readonly Entry[];
}

/** From where on in a conversation the others know the newest keys of somebody who has lost the ones before. */
export interface KnownAnew {
  readonly uid: Uuid;
  readonly conversation: Uuid;
  /** Undefined while they have not said it there. */
  readonly from: number | undefined;
}

/** A device that its user has logged out for good, while it went on running. */
export interface LoggedOut {
  readonly name: string;
  /** By the clock of the servers. */
  readonly at: number;
  readonly windows: readonly WindowFacts[];
  /** Whose keys it holds. */
  readonly epochs: readonly {
    readonly conversation: Uuid;
    readonly epoch: number;
    readonly commitment: string;
  }[];
  /** When the first part of an epoch was stored; undefined if none ever was. */
  readonly startedAt: (conversation: Uuid, commitment: string) => number | undefined;
}

/** Everything that the checker looks at. It does not know how the run came about. */
export interface Facts {
  readonly logs: readonly LogFacts[];
  readonly spoken: readonly Spoken[];
  /** Entries that were acknowledged as stored. */
  readonly acknowledged: readonly Entry[];
  readonly devices: readonly DeviceFacts[];
  readonly sightings: readonly Sighting[];
  /** In the order in which they were seen. */
  readonly marks: readonly MarkSample[];
  readonly heard?: Heard;
  readonly reaches?: readonly Reach[];
  readonly knownAnew?: readonly KnownAnew[];
  readonly loggedOut?: readonly LoggedOut[];
}

/** Describes violations, one sentence each; empty if the promise was kept. */
export type Invariant = (facts: Facts) => readonly string[];

/** The log of a conversation, empty if it was never started. */
export function logOf(facts: Facts, conversation: Uuid): readonly Entry[] {
  return facts.logs.find(({ state }) => state.conversation === conversation)?.entries ?? [];
}
