import { GENERAL, ParleyError, type Entry, type ErrorCode, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import { append, type AppendContext } from '../log/append.ts';
import type { Command } from '../log/command.ts';
import { beginRoom, roomOf, type CreationContext } from './create-room.ts';

export type GeneralContext = CreationContext & Pick<Context, 'random' | 'report'>;

const NAME = 'general';

/** What keeps somebody out of `general`, or a second server from creating it, without that anything is wrong. */
const HARMLESS: ReadonlySet<ErrorCode> = new Set([
  'E_CONVERSATION_EXISTS',
  'E_ROOM_NAME_TAKEN',
  'E_ALREADY_MEMBER',
  'E_ROOM_FULL',
  'E_BANNED',
  'E_CONVERSATION_ENDED',
]);

/**
 * Creates the room that everyone joins who registers from then on.
 * @throws ParleyError `E_CONVERSATION_EXISTS` if there is or was one, `E_ROOM_NAME_TAKEN`, `E_FORBIDDEN`
 */
export function createGeneral(
  context: CreationContext,
  { id, sender }: { readonly id: Uuid; readonly sender: Uuid },
): Promise<Entry> {
  return beginRoom(context, { conversation: GENERAL, id, sender, body: roomOf(sender, NAME) });
}

/** Whether an administrator may be asked if they want one: there is none, and none was deleted. */
export async function isGeneralOffered({ conversations }: Pick<Context, 'conversations'>): Promise<boolean> {
  return (await conversations.state(GENERAL)) === undefined;
}

/**
 * Lets a new account into `general`, where there is one. A deployment that begins with an administrator begins with that room. The
 * account exists already, so whatever the room's log or the store refuses is reported and refuses no account: they may join it later.
 */
export async function enterGeneral(
  context: GeneralContext,
  uid: Uuid,
  begins: 'begins' | 'goes on',
): Promise<void> {
  const id = context.random.uuid();
  try {
    if (begins === 'begins') await unlessHarmless(createGeneral(context, { id, sender: uid }));
    else await joinGeneral(context, uid, id);
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
    context.report(error, 'a new account is not in general');
  }
}

/** Before there is one, after it was deleted, and where it is full, nothing happens. */
export function joinGeneral(context: AppendContext, uid: Uuid, id: Uuid): Promise<void> {
  return unlessHarmless(
    joinIfThere(context, { conversation: GENERAL, id, sender: uid, body: { kind: 'joined' } }),
  );
}

/** A log that was never begun, or that has ended, is not written to in vain. */
async function joinIfThere(context: AppendContext, command: Command): Promise<void> {
  const state = await context.conversations.state(command.conversation);
  if (state !== undefined && !state.ended) await append(context, command);
}

async function unlessHarmless(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof ParleyError) || !HARMLESS.has(error.code)) throw error;
  }
}
