import type { Body, ConversationState, Entry, Payload, Uuid } from '@parley/protocol';
import type { RoomMemberships } from '../rooms/room-members.ts';
import { seenBy } from './envelope.ts';

/** Who sends, and from which device. */
export interface Author {
  readonly uid: Uuid;
  /** The one that the session names; missing for a client certificate, which has none in a key log. */
  readonly device?: Uuid | undefined;
  /** Their session; missing for what the server itself does in their name. */
  readonly sid?: Uuid | undefined;
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
  /** The lock of a room whose password the sender has proved. */
  readonly proven?: Uuid | undefined;
}

/** What `decide` needs to know of the entry that a command refers to. */
export type Target = Pick<Entry, 'seq' | 'sender' | 'body' | 'payload'>;

/** What a store has of what a command refers to, beside the state of its log. */
export interface Referred {
  /** The entry that the command changes. */
  readonly target?: Target | undefined;
  /** The chain at the entry that the sender's device held as the last one. */
  readonly seen?: string | undefined;
  /** In a room, the memberships of those whom `concernedIn` names. */
  readonly memberships?: RoomMemberships | undefined;
}

/** Who sends a command, and the member whom it changes: whether it is allowed depends on their memberships. */
export function concernedIn({ sender, body }: Pick<Command, 'sender' | 'body'>): readonly Uuid[] {
  return 'member' in body && body.member !== undefined ? [sender, body.member] : [sender];
}

/** The places of a log that a command refers to, beside those that its state knows. A store looks them up for `decide`. */
export function placesOf(
  command: Command,
  state: ConversationState | undefined,
): Readonly<Record<'target' | 'seen', number | undefined>> {
  const { kind } = command.body;
  const isSealed = state?.protection === 'sealed' || kind === 'keys';
  const seen = (isSealed ? seenBy(command.payload) : undefined) ?? 0;
  return {
    target: 'target' in command.body ? command.body.target : undefined,
    seen: seen > 0 && seen < (state?.head ?? 0) ? seen : undefined,
  };
}
