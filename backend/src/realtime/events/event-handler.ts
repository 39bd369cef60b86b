import type { ClientEventName, EventRequest, EventResponse } from '@parley/protocol';
import type { Context } from '../../domain/context.ts';
import type { ChatSocket } from '../socket-io/chat-server.ts';
import type { MessageLimit } from './message-limit.ts';
import type { PageTurns } from './page-turns.ts';
import type { Typists } from '../delivery/typists.ts';
import type { ServerCommands } from './server-commands.ts';

/** The context of event handlers. */
export interface EventContext extends Context {
  readonly messageLimit: MessageLimit;
  readonly typists: Typists;
  readonly commands: ServerCommands;
  /** For answers that may be large. */
  readonly pages: PageTurns;
}

/**
 * Handles one event with its parsed request. The answer to an event without acknowledgement is
 * undefined.
 */
export type EventHandler<Name extends ClientEventName> = (
  context: EventContext,
  socket: ChatSocket,
  request: EventRequest<Name>,
) => Promise<EventResponse<Name>>;

export type EventHandlers = { readonly [Name in ClientEventName]: EventHandler<Name> };
