import type { ClientEventName, EventRequest, EventResponse } from '@parley/protocol';
import type { ServerCommands } from '../../domain/commands/server-commands.ts';
import type { Context } from '../../domain/context.ts';
import type { CallerLimit } from '../../domain/limits/caller-limit.ts';
import type { Connection } from '../connections.ts';
import type { MessageLimit } from './message-limit.ts';
import type { PageTurns } from './page-turns.ts';
import type { TypingRelay } from '../delivery/typing-relay.ts';

/** The context of event handlers. */
export interface EventContext extends Context {
  readonly messageLimit: MessageLimit;
  /** For keys of epochs and notes of new keys. */
  readonly keyLimit: MessageLimit;
  readonly commandLimit: CallerLimit;
  readonly typing: TypingRelay;
  readonly commands: ServerCommands;
  /** For answers that may be large. */
  readonly pages: PageTurns;
  /** Characters of payloads in one of them. */
  readonly pageBytes: number;
}

/**
 * Handles one event with its parsed request. The answer to an event without acknowledgement is
 * undefined.
 */
export type EventHandler<Name extends ClientEventName> = (
  context: EventContext,
  connection: Connection,
  request: EventRequest<Name>,
) => Promise<EventResponse<Name>>;

export type EventHandlers = { readonly [Name in ClientEventName]: EventHandler<Name> };
