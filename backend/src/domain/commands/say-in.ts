import {
  ANNOUNCEMENTS,
  currentMembers,
  encodeContent,
  ParleyError,
  type Entry,
  type Uuid,
} from '@parley/protocol';
import type { Context } from '../context.ts';
import { append } from '../log/append.ts';
import { checkSimplySealed } from '../messages/check-simply-sealed.ts';
import { checkNotMuted } from '../moderation/check-not-muted.ts';
import { checkAnnouncer } from '../messages/send-announcement.ts';
import { cutText } from './cut-text.ts';

export type SayContext = Pick<
  Context,
  'conversations' | 'users' | 'keys' | 'mutedPeople' | 'publisher' | 'clock' | 'random'
>;

/**
 * Writes a message that the server itself has made, in the name of an account, with no more rights than it has.
 * @throws ParleyError `E_SEALED` or `E_SIMPLE_SEALING` where the server cannot write, and what the account would be refused with
 */
export async function sayIn(
  context: SayContext,
  uid: Uuid,
  conversation: Uuid,
  text: string,
): Promise<Entry> {
  if (conversation === ANNOUNCEMENTS) await checkAnnouncer(context, uid);
  return say(context, uid, conversation, text);
}

/** Like `sayIn`; whether the account may announce, the caller knows. */
export async function say(context: SayContext, uid: Uuid, conversation: Uuid, text: string): Promise<Entry> {
  const payload = encodeContent({ type: 'text', text: cutText(text) });
  const state = await context.conversations.state(conversation, [uid]);
  if (state === undefined) throw new ParleyError('E_NOT_FOUND');
  if (state.protection !== 'open') throw new ParleyError('E_SEALED');
  const id = context.random.uuid();
  const command = { conversation, id, sender: uid, body: { kind: 'message' as const }, payload };
  await checkNotMuted(context, command);
  // With a machine, it is sealed without its log saying so.
  if (state.type === 'direct') await checkSimplySealed(context, command, currentMembers(state));
  return append(context, command);
}
