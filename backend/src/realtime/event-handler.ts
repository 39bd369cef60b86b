import type { ClientEventName, EventRequest, EventResponse } from '@parley/protocol';
import type { Context } from '../domain/context.ts';
import type { ChatSocket } from './chat-server.ts';
import type { MessageLimit } from './message-limit.ts';
import type { PageTurns } from './page-turns.ts';
import type { Typists } from './typists.ts';
import type { ServerCommands } from './server-commands.ts';

/** What event handlers work with. */
export interface EventContext extends Context {
  readonly messageLimit: MessageLimit;
  readonly typists: Typists;
  readonly commands: ServerCommands;
  /** For answers that may be large. */
  readonly pages: PageTurns;
}

/**
 * Answers one event, whose request the table of events has parsed. The answer of events without acknowledgement is
 * undefined.
 */
export type EventHandler<Name extends ClientEventName> = (
  context: EventContext,
  socket: ChatSocket,
  request: EventRequest<Name>,
) => Promise<EventResponse<Name>>;

export type EventHandlers = { readonly [Name in ClientEventName]: EventHandler<Name> };
