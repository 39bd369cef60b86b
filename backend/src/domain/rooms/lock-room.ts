import { canonicalJson, GENERAL, ParleyError, type Credential, type Entry } from '@parley/protocol';
import type { Context } from '../context.ts';
import { changeGroupRecorded, type GroupChange, type GroupContext } from '../groups/group-change.ts';
import type { Command } from '../log/command.ts';
import { decide } from '../log/decide.ts';
import { refused } from '../log/refusal.ts';
import { unlessStored } from '../log/unless-stored.ts';
import { checkCredential } from '../passwords/credential-change.ts';

export type LockContext = GroupContext & Pick<Context, 'audit' | 'roomLocks'>;

/** How long a credential waits for its entry, in ms. */
const PENDING = 60_000;

/**
 * Gives a room a password, in place of the one before. It ends nobody's membership.
 * @throws ParleyError `E_FORBIDDEN` for plain members, and for the room that everyone joins who registers; `E_BAD_REQUEST` for a
 * credential that proves nothing
 */
export async function lockRoom(
  context: LockContext,
  change: GroupChange<'locked'>,
  credential: Credential,
): Promise<Entry> {
  if (change.conversation === GENERAL) throw new ParleyError('E_FORBIDDEN');
  checkCredential(credential);
  // What the log would refuse leaves no credential behind.
  await unlessStored(context, change, () => checkDecided(context, change));
  await keepCredential(context, change, credential);
  const entry = await changeGroupRecorded(context, change, { kind: 'room_locked' });
  // Once more: if its entry took long, another change took it for one that was given up, and dropped it.
  await keepCredential(context, change, credential);
  await dropFormer(context, change);
  return entry;
}

/**
 * Takes the password of a room away: anyone joins it from then on.
 * @throws ParleyError `E_FORBIDDEN` for plain members, `E_NOT_LOCKED`
 */
export async function unlockRoom(context: LockContext, change: GroupChange<'unlocked'>): Promise<Entry> {
  const entry = await changeGroupRecorded(context, change, { kind: 'room_unlocked' });
  await dropFormer(context, change);
  return entry;
}

/**
 * Stores by what proofs are checked, for the entry that a command becomes.
 * @throws ParleyError `E_MESSAGE_ID_REUSED` if an earlier try of the command said another one
 */
export async function keepCredential(
  { roomLocks, clock }: Pick<Context, 'roomLocks' | 'clock'>,
  { conversation, id }: Pick<Command, 'conversation' | 'id'>,
  credential: Credential,
): Promise<void> {
  const stored = await roomLocks.put({ conversation, id, credential, time: clock() });
  if (canonicalJson(stored.credential) !== canonicalJson(credential))
    throw new ParleyError('E_MESSAGE_ID_REUSED');
}

async function checkDecided(
  { conversations, clock }: Pick<Context, 'conversations' | 'clock'>,
  change: GroupChange<'locked'>,
): Promise<void> {
  const state = await conversations.state(change.conversation, [change.sender]);
  const refusal = decide(state, {}, change, clock());
  if (refusal !== undefined) throw refused(refusal, clock());
}

/** Another one that is being set meanwhile stays. */
async function dropFormer(
  { conversations, roomLocks, clock }: Pick<Context, 'conversations' | 'roomLocks' | 'clock'>,
  { conversation }: Pick<Command, 'conversation'>,
): Promise<void> {
  const state = await conversations.state(conversation);
  await roomLocks.keepOnly(conversation, state?.lock, clock() - PENDING);
}
