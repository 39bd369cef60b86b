import { ParleyError, type Head, type Preferences, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import { visibleHead } from './heads.ts';

/**
 * Stores a user's preferences for one conversation, for all their devices.
 * @throws ParleyError `E_NOT_FOUND` if the user never was a member
 */
export async function setPreferences(
  context: Pick<Context, 'conversations'>,
  uid: Uuid,
  { conversation, preferences }: { readonly conversation: Uuid; readonly preferences: Preferences },
): Promise<Head> {
  const { conversations } = context;
  await conversations.setPreferences(uid, conversation, preferences);
  const view = await conversations.view(uid, conversation);
  if (view === undefined) throw new ParleyError('E_NOT_FOUND');
  return visibleHead(context, uid, view);
}
