import type { Ack, ClientToServerEvents } from '@parley/protocol';
import type * as z from 'zod/mini';
import type { Context } from '../domain/context.ts';
import { checkShape, parseInput } from '../security/parse-input.ts';
import type { Queues } from '../security/queues.ts';
import type { ChatSocket } from './chat-server.ts';
import type { MessageLimit } from './message-limit.ts';
import type { Typists } from './typists.ts';
import type { ServerCommands } from './server-commands.ts';

/** What event handlers work with. */
export interface EventContext extends Context {
  readonly messageLimit: MessageLimit;
  readonly typists: Typists;
  readonly commands: ServerCommands;
  /** By socket: what may be large is read one after the other, or one socket could have the memory full of it. */
  readonly pages: Queues;
}

export type EventName = keyof ClientToServerEvents;
type RequestOf<Name extends EventName> = Parameters<ClientToServerEvents[Name]>[0];
type ResponseOf<Name extends EventName> =
  Parameters<ClientToServerEvents[Name]> extends [unknown, (answer: Ack<infer Response>) => void]
    ? Response
    : undefined;

/** Answers one event, whatever came with it. */
export type EventHandler<Name extends EventName> = (
  context: EventContext,
  socket: ChatSocket,
  input: unknown,
) => Promise<ResponseOf<Name>>;

/**
 * The handler of an event: what came is parsed, then handled. The answer of events without acknowledgement is undefined.
 * @throws ParleyError `E_BAD_REQUEST`, and what `handle` throws
 */
export function handler<Name extends EventName>(
  schema: z.ZodMiniType<RequestOf<Name>>,
  handle: (context: EventContext, socket: ChatSocket, request: RequestOf<Name>) => Promise<ResponseOf<Name>>,
): EventHandler<Name> {
  return async (context, socket, input) => {
    checkShape(input);
    return handle(context, socket, parseInput(schema, input));
  };
}

export type EventHandlers = { readonly [Name in EventName]: EventHandler<Name> };
