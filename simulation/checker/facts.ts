import type { ConversationState, Entry, MemberMark, Range, Uuid } from '@parley/protocol';

/** A message that somebody wrote on a device; its text occurs once in a run. */
export interface Intent {
  readonly conversation: Uuid;
  readonly text: string;
}

/** A message as it was stored first, whatever was erased later. */
export interface Spoken extends Intent {
  readonly seq: number;
  readonly sender: Uuid;
}

/** What a device holds of one log. */
export interface WindowFacts {
  readonly conversation: Uuid;
  readonly first: number;
  readonly last: number;
  readonly entries: readonly Entry[];
  readonly hidden: readonly Range[];
}

/** One local copy at the end: a browser's, whatever tabs it had. */
export interface DeviceFacts {
  readonly name: string;
  readonly uid: Uuid;
  readonly windows: readonly WindowFacts[];
  /** In the order of writing. */
  readonly intents: readonly Intent[];
  /** Texts still in the outbox, and which of them wait to be sent; the others were refused or lost. */
  readonly outbox: readonly { readonly text: string; readonly waiting: boolean }[];
}

/** That an entry reached somebody's device, by whatever event. */
export interface Sighting {
  readonly uid: Uuid;
  readonly conversation: Uuid;
  readonly seq: number;
}

/** A member's marks as somebody saw them: the database, or one device. */
export interface MarkSample extends MemberMark {
  readonly seenBy: string;
  readonly conversation: Uuid;
}

export interface LogFacts {
  readonly entries: readonly Entry[];
  readonly state: ConversationState;
}

/** All that the checker looks at. It knows nothing of how the run came about. */
export interface Facts {
  readonly logs: readonly LogFacts[];
  readonly spoken: readonly Spoken[];
  /** Entries that an acknowledgement said are stored. */
  readonly acknowledged: readonly Entry[];
  readonly devices: readonly DeviceFacts[];
  readonly sightings: readonly Sighting[];
  /** In the order of seeing. */
  readonly marks: readonly MarkSample[];
}

/** Says what is wrong, a sentence each. Empty when the promise was kept. */
export type Invariant = (facts: Facts) => readonly string[];

/** The log of a conversation, empty for one that nobody began. */
export function logOf(facts: Facts, conversation: Uuid): readonly Entry[] {
  return facts.logs.find(({ state }) => state.conversation === conversation)?.entries ?? [];
}
