import type { Body, ConversationState, Entry, Payload, Uuid } from '@parley/protocol';
import { seenBy } from './envelope.ts';

/** Who sends, and from which device. */
export interface Author {
  readonly uid: Uuid;
  /** The one that the session names; missing for a client certificate, which has none in a key log. */
  readonly device?: Uuid | undefined;
}

/** A change that a user asks of a log. The client chooses the id: a retry carries the same. */
export interface Command {
  readonly conversation: Uuid;
  readonly id: Uuid;
  readonly sender: Uuid;
  readonly body: Body;
  readonly payload?: Payload | undefined;
  /** The device of the sender's session, which signs what goes into a sealed conversation. */
  readonly device?: Uuid | undefined;
}

/** What `decide` needs to know of the entry that a command refers to. */
export type Target = Pick<Entry, 'seq' | 'sender' | 'body' | 'payload'>;

/** What a log has at the places that a command refers to. */
export interface Referred {
  /** The entry that the command changes. */
  readonly target?: Target | undefined;
  /** The chain at the entry that the sender's device held as the last one. */
  readonly seen?: string | undefined;
}

/** The places of a log that a command refers to, beside those that its state knows. A store looks them up for `decide`. */
export function placesOf(
  command: Command,
  state: ConversationState | undefined,
): { readonly [Part in keyof Referred]: number | undefined } {
  const { kind } = command.body;
  const isSealed = state?.protection === 'sealed' || kind === 'keys';
  const seen = (isSealed ? seenBy(command.payload) : undefined) ?? 0;
  return {
    target: 'target' in command.body ? command.body.target : undefined,
    seen: seen > 0 && seen < (state?.head ?? 0) ? seen : undefined,
  };
}
