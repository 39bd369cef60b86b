import {
  bodyHash,
  CHAIN_START,
  chainAfter,
  fold,
  ParleyError,
  type Body,
  type ConversationState,
  type Entry,
} from '@parley/protocol';
import { sha256 } from '../sha256.ts';
import type { Command, Referred } from './command.ts';
import { decide } from './decide.ts';
import { refused } from './refusal.ts';
import { isPresent } from '../rooms/room-members.ts';

export interface Appended {
  readonly entry: Entry;
  /** The state at the entry; for a repetition, at the head. */
  readonly state: ConversationState;
  /** Whether an earlier try had stored it already: then nothing is published. */
  readonly repeated: boolean;
}

/**
 * The entry that a command becomes on a state, and the state after it. Pure: the adapter stores it.
 * @param referred what the store has of what the command refers to
 * @param time ms, of the entry, and by which `decide` knows what has ended
 * @throws ParleyError if `decide` refuses
 */
export function nextEntry(
  state: ConversationState | undefined,
  command: Command,
  referred: Referred,
  time: number,
): Appended {
  const refusal = decide(state, referred, command, time);
  if (refusal !== undefined) throw refused(refusal, time);
  return entryAfter(state, { ...command, body: toldBy(command.body, referred) }, time);
}

/** A ban says whether it takes somebody out: fold knows only the entry. */
function toldBy(body: Body, { memberships }: Referred): Body {
  return body.kind === 'banned' && isPresent(memberships?.get(body.member)) ? { ...body, wasIn: true } : body;
}

/** What a command asks for, in the words of the entry that it became. */
function askedLike(stored: Entry['body'], body: Body): Body {
  return body.kind === 'banned' && stored.kind === 'banned' && stored.wasIn === true
    ? { ...body, wasIn: true }
    : body;
}

/** What a command becomes on a state that takes it. */
export function entryAfter(state: ConversationState | undefined, command: Command, time: number): Appended {
  const { conversation, id, sender, body, payload } = command;
  const link = {
    conversation,
    seq: (state?.head ?? 0) + 1,
    id,
    sender,
    time,
    count: (state?.count ?? 0) + (body.kind === 'message' ? 1 : 0),
    body,
    ...(payload !== undefined && { payload }),
  };
  const entry = { ...link, chain: chainAfter(sha256, state?.chain ?? CHAIN_START, link) };
  return { entry, state: fold(state, entry), repeated: false };
}

/**
 * The answer to a command whose id is taken: the entry that the first try stored.
 * @throws ParleyError `E_MESSAGE_ID_REUSED` if the id belongs to a different command, or to somebody else's
 */
export function repeat(stored: Entry, command: Command, state: ConversationState): Appended {
  const same =
    stored.sender === command.sender &&
    bodyHash(sha256, stored.body, stored.payload) ===
      bodyHash(sha256, askedLike(stored.body, command.body), command.payload);
  if (!same) throw new ParleyError('E_MESSAGE_ID_REUSED');
  return { entry: stored, state, repeated: true };
}
