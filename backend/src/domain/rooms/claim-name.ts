import { foldedWords, ParleyError, RoomName, type ConversationState } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { Command } from '../log/command.ts';
import type { NameClaim } from './room-names.ts';

type NameContext = Pick<Context, 'conversations' | 'roomNames' | 'clock'>;

/** How long a name waits for the entry that it was claimed for, in ms. */
const PENDING = 60_000;

/**
 * Claims a name for a room before the entry is appended that gives it the name. Names in other spellings are the same.
 * A name is free where nothing came of its claim within a minute, and at once where its room has another name or was deleted.
 * @throws ParleyError `E_BAD_REQUEST` if rooms cannot be called so, `E_ROOM_NAME_TAKEN`
 */
export async function claimName(
  context: NameContext,
  { conversation, id, sender }: Pick<Command, 'conversation' | 'id' | 'sender'>,
  name: string,
): Promise<void> {
  if (!RoomName.safeParse(name).success) throw new ParleyError('E_BAD_REQUEST');
  const claim: NameClaim = { folded: foldedName(name), conversation, id, sender, time: context.clock() };
  let holder = await context.roomNames.claim(claim);
  while (!isSame(holder, claim)) {
    if (holder.conversation !== conversation && (await isHeld(context, holder)))
      throw new ParleyError('E_ROOM_NAME_TAKEN');
    holder = await context.roomNames.claim(claim, holder);
  }
}

/** What names of rooms are compared by. */
export function foldedName(name: string): string {
  return foldedWords(name).join(' ');
}

async function isHeld({ conversations, clock }: NameContext, claim: NameClaim): Promise<boolean> {
  const { conversation, sender, id, folded, time } = claim;
  // Before the state, which then is not older than the entry.
  const entry = await conversations.find(conversation, sender, id);
  const state = await conversations.state(conversation);
  if (state?.ended === true) return false;
  return isCalled(state, folded) || (entry === undefined && clock() - time < PENDING);
}

/** Whether a room has this name now, and is not deleted. */
export function isCalled(state: ConversationState | undefined, folded: string): boolean {
  return state?.name !== undefined && !state.ended && foldedName(state.name) === folded;
}

function isSame(a: NameClaim, b: NameClaim): boolean {
  return a.conversation === b.conversation && a.id === b.id && a.time === b.time;
}
