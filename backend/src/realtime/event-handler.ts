import type { Ack, ClientToServerEvents } from '@parley/protocol';
import type * as z from 'zod/mini';
import type { Context } from '../domain/context.ts';
import type { ChatSocket } from './chat-server.ts';
import type { MessageLimit } from './message-limit.ts';
import type { Typists } from './typists.ts';
import type { ServerCommands } from './server-commands.ts';

/** What event handlers work with. */
export interface EventContext extends Context {
  readonly messageLimit: MessageLimit;
  readonly typists: Typists;
  readonly commands: ServerCommands;
}

type RequestOf<Name extends keyof ClientToServerEvents> = Parameters<ClientToServerEvents[Name]>[0];
type ResponseOf<Name extends keyof ClientToServerEvents> =
  Parameters<ClientToServerEvents[Name]> extends [unknown, (answer: Ack<infer Response>) => void]
    ? Response
    : undefined;

/** One event: the schema of what comes, and what is done with it. The answer of events without acknowledgement is undefined. */
export interface EventHandler<Name extends keyof ClientToServerEvents> {
  readonly request: z.ZodMiniType<RequestOf<Name>>;
  readonly handle: (
    context: EventContext,
    socket: ChatSocket,
    request: RequestOf<Name>,
  ) => Promise<ResponseOf<Name>>;
}

export type EventHandlers = { readonly [Name in keyof ClientToServerEvents]: EventHandler<Name> };
