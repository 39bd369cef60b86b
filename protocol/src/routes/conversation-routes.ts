import * as z from 'zod/mini';
import { Head, Preferences } from '../events/head.ts';
import { MemberMark } from '../events/receipt.ts';
import { ConversationState } from '../log/conversation.ts';
import { None, route } from './route.ts';

/** State at one `seq` with the marks of all members: what an opened conversation needs beside its entries. */
export const ConversationDetails = z.object({ state: ConversationState, marks: z.array(MemberMark) });
export type ConversationDetails = z.infer<typeof ConversationDetails>;

/** Questions about a conversation that its log does not answer. */
export const CONVERSATION_ROUTES = {
  conversation: route({
    method: 'GET',
    path: '/conversations/:conversation',
    who: 'user',
    request: None,
    response: ConversationDetails,
  }),
  preferences: route({
    method: 'PUT',
    path: '/conversations/:conversation/preferences',
    who: 'user',
    request: Preferences,
    response: Head,
  }),
} as const;
