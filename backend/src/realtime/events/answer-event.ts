import {
  type Ack,
  CLIENT_EVENTS,
  type ClientEventName,
  type EventRequest,
  type EventResponse,
  ParleyError,
  type Parser,
} from '@parley/protocol';
import type { Logger } from '../../logging/logger.ts';
import { wireErrorOf } from '../../logging/wire-error.ts';
import type { AuditNotes } from '../../security/audit/audit-notes.ts';
import { checkShape, parseInput } from '../../security/parse-input.ts';
import type { Connection } from '../connections.ts';
import { EVENT_HANDLERS } from './all-events.ts';
import type { EventContext, EventHandlers } from './event-handler.ts';
import { checkEventScopes } from './event-scopes.ts';

export interface AnswerOptions {
  readonly auditNotes: AuditNotes;
  readonly logger: Logger;
  /** Lets work in progress finish before the server stops. @throws ParleyError `E_SHUTTING_DOWN` */
  readonly track: <T>(work: () => Promise<T>) => Promise<T>;
}

/** An event as it came. */
interface Incoming<Name extends ClientEventName> {
  readonly name: Name;
  readonly input: unknown;
}

const EVENTS: { readonly [Name in ClientEventName]: { readonly request: Parser<EventRequest<Name>> } } =
  CLIENT_EVENTS;
const HANDLERS: EventHandlers = EVENT_HANDLERS;

/** Handles an event of a connection. A failure affects only the sender, who gets an error code. */
export async function answerEvent<Name extends ClientEventName>(
  context: EventContext,
  connection: Connection,
  event: Incoming<Name>,
  { auditNotes, logger, track }: AnswerOptions,
): Promise<Ack<EventResponse<Name>>> {
  const { uid, address } = connection.data;
  try {
    takeEvent(context, connection);
    return { success: true, response: await track(() => handle(context, connection, event)) };
  } catch (error) {
    if (error instanceof ParleyError && error.code === 'E_RATE_LIMITED')
      auditNotes.note({ kind: 'rate_limited', uid, address, details: { limit: event.name } });
    return { success: false, error: wireErrorOf(error, logger) };
  }
}

/**
 * Parses an event and handles it.
 * @throws ParleyError `E_BAD_REQUEST`, `E_SCOPE`, and errors of the handler
 */
async function handle<Name extends ClientEventName>(
  context: EventContext,
  connection: Connection,
  { name, input }: Incoming<Name>,
): Promise<EventResponse<Name>> {
  checkShape(input);
  const request = parseInput(EVENTS[name].request, input);
  checkEventScopes(connection.data.scopes, name, request);
  return HANDLERS[name](context, connection, request);
}

function takeEvent({ clock }: EventContext, { data }: Connection): void {
  const retryAfterMs = data.events?.take(clock()) ?? 0;
  if (retryAfterMs > 0) throw new ParleyError('E_RATE_LIMITED', { retryAfterMs });
}
