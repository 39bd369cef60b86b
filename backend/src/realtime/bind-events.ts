import { ParleyError, type Ack, type ClientToServerEvents } from '@parley/protocol';
import type { Logger } from '../logging/logger.ts';
import { wireErrorOf } from '../logging/wire-error.ts';
import { checkShape, parseInput } from '../security/parse-input.ts';
import type { ChatSocket } from './chat-server.ts';
import type { EventContext, EventHandler } from './event-handler.ts';
import { EVENT_HANDLERS } from './events/all-events.ts';

interface BindOptions {
  readonly logger: Logger;
  /** Lets work that was begun finish before the server stops. @throws ParleyError `E_SHUTTING_DOWN` */
  readonly track: <T>(work: () => Promise<T>) => Promise<T>;
}

type EventName = keyof ClientToServerEvents;
type Answer = (answer: Ack<unknown>) => void;

/** Answers all events of a socket. Whatever goes wrong in one harms nobody but its sender, and he gets a code. */
export function bindEvents(context: EventContext, socket: ChatSocket, options: BindOptions): void {
  for (const name of Object.keys(EVENT_HANDLERS) as EventName[]) {
    bind(context, socket, { name, ...options });
  }
}

function bind<Name extends EventName>(
  context: EventContext,
  socket: ChatSocket,
  { name, logger, track }: BindOptions & { readonly name: Name },
): void {
  const handler: EventHandler<Name> = EVENT_HANDLERS[name];
  const answer = async (input: unknown): Promise<Ack<unknown>> => {
    try {
      takeEvent(context, socket);
      checkShape(input);
      const request = parseInput(handler.request, input);
      return { success: true, response: await track(() => handler.handle(context, socket, request)) };
    } catch (error) {
      return { success: false, error: wireErrorOf(error, logger) };
    }
  };
  // What a client sends fits the map of events only after it was parsed.
  const listener = async (...input: unknown[]) => {
    const ack = acknowledgement(input);
    const given = await answer(input[0]);
    ack?.(given);
  };
  Reflect.apply(socket.on, socket, [name, listener]);
}

function takeEvent({ clock }: EventContext, { data }: ChatSocket): void {
  const retryAfterMs = data.events?.take(clock()) ?? 0;
  if (retryAfterMs > 0) throw new ParleyError('E_RATE_LIMITED', { retryAfterMs });
}

function acknowledgement(input: readonly unknown[]): Answer | undefined {
  const last = input.at(-1);
  return typeof last === 'function' ? (answer) => void Reflect.apply(last, undefined, [answer]) : undefined;
}
