import {
  type Ack,
  CLIENT_EVENT_NAMES,
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
import type { ChatSocket } from '../socket-io/chat-server.ts';
import type { EventContext, EventHandlers } from './event-handler.ts';
import { EVENT_HANDLERS } from './all-events.ts';

interface BindOptions {
  readonly auditNotes: AuditNotes;
  readonly logger: Logger;
  /** Lets work in progress finish before the server stops. @throws ParleyError `E_SHUTTING_DOWN` */
  readonly track: <T>(work: () => Promise<T>) => Promise<T>;
}

const EVENTS: { readonly [Name in ClientEventName]: { readonly request: Parser<EventRequest<Name>> } } =
  CLIENT_EVENTS;
const HANDLERS: EventHandlers = EVENT_HANDLERS;

type Answer = (answer: Ack<unknown>) => void;

/** Handles all events of a socket. A failure affects only the sender, who gets an error code. */
export function bindEvents(context: EventContext, socket: ChatSocket, options: BindOptions): void {
  const { auditNotes, logger, track } = options;
  const { uid, address } = socket.data;
  const answer = async (name: ClientEventName, input: unknown): Promise<Ack<unknown>> => {
    try {
      takeEvent(context, socket);
      return {
        success: true,
        response: await track<unknown>(() => handle(context, socket, name, input)),
      };
    } catch (error) {
      if (error instanceof ParleyError && error.code === 'E_RATE_LIMITED')
        auditNotes.note({ kind: 'rate_limited', uid, address, details: { limit: name } });
      return { success: false, error: wireErrorOf(error, logger) };
    }
  };
  for (const name of CLIENT_EVENT_NAMES) {
    socket.on(name, (...input) => {
      const acknowledge = acknowledgement(input);
      void answer(name, input[0]).then(acknowledge);
    });
  }
}

/**
 * Parses an event and handles it.
 * @throws ParleyError `E_BAD_REQUEST`, and errors of the handler
 */
async function handle<Name extends ClientEventName>(
  context: EventContext,
  socket: ChatSocket,
  name: Name,
  input: unknown,
): Promise<EventResponse<Name>> {
  checkShape(input);
  return HANDLERS[name](context, socket, parseInput(EVENTS[name].request, input));
}

function takeEvent({ clock }: EventContext, { data }: ChatSocket): void {
  const retryAfterMs = data.events?.take(clock()) ?? 0;
  if (retryAfterMs > 0) throw new ParleyError('E_RATE_LIMITED', { retryAfterMs });
}

/** A client that wants no acknowledgement sends no callback. */
function acknowledgement(input: readonly unknown[]): Answer | undefined {
  const last = input.at(-1);
  return typeof last === 'function' ? (answer) => void Reflect.apply(last, undefined, [answer]) : undefined;
}
