import type { Context } from '../../domain/context.ts';
import { conversationDetails } from '../../domain/conversations/conversation-details.ts';
import { setPreferences } from '../../domain/conversations/set-preferences.ts';
import type { Handlers } from './call.ts';

/** Questions about a conversation that its log does not answer. */
export function conversationRoutes(context: Context): Handlers<'conversation' | 'preferences'> {
  return {
    conversation: (call) => conversationDetails(context, call.uid, call.param('conversation')),
    preferences: (call) =>
      setPreferences(context, call.uid, {
        conversation: call.param('conversation'),
        preferences: call.request,
      }),
  };
}
