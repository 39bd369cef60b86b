import * as z from 'zod/mini';
import { PresenceBatch } from '../accounts/user.ts';
import { CommandResult, ServerCommand } from '../commands/server-command.ts';
import { Seq, Time, Uuid } from '../ids.ts';
import { Entry } from '../log/entry.ts';
import { WireError } from '../errors/wire-error.ts';
import { Head, HeadsPage, HeadsRequest } from './head.ts';
import { BroadcastMessage, GroupMessage, PrivateMessage } from './message-event.ts';
import { MarkBatch, MarksMoved } from './receipt.ts';
import { SyncPage, SyncRequest } from './sync.ts';

/** The Socket.IO namespace of everything below. */
export const NAMESPACE = '/chat';
export const SOCKET_PATH = '/socket.io';

/** Every acknowledgement is one of the two. */
export type Ack<T> =
  { readonly success: true; readonly response: T } | { readonly success: false; readonly error: WireError };

export const TypingRequest = z.object({ conversation: Uuid });
export type TypingRequest = z.infer<typeof TypingRequest>;
export const Typing = z.object({ conversation: Uuid, uid: Uuid });
export type Typing = z.infer<typeof Typing>;

export const Reauthenticate = z.object({ token: z.string().check(z.maxLength(2_000)) });
export type Reauthenticate = z.infer<typeof Reauthenticate>;

export const Reauthenticated = z.object({ expiresAt: Time });
export type Reauthenticated = z.infer<typeof Reauthenticated>;

/** The key log of somebody with whom one shares a conversation, or one's own, has an entry at `seq`. */
export const KeyLogGrown = z.object({ uid: Uuid, seq: Seq });

/** One's own vault is in this version. */
export const VaultChanged = z.object({ version: z.int() });

export const NewGroup = z.object({ head: Head });
export type NewGroup = z.infer<typeof NewGroup>;

type Schema = z.ZodMiniType;

/** An event that is acknowledged, with the form of the answer. */
const asked = <Request extends Schema, Response extends Schema>(request: Request, response: Response) => ({
  request,
  response,
});
/** An event without an acknowledgement. */
const told = <Request extends Schema>(request: Request) => ({ request });

/** Every event of a client: what it sends and, where it is acknowledged, what it gets. */
export const CLIENT_EVENTS = {
  privateMessage: asked(PrivateMessage, Entry),
  groupMessage: asked(GroupMessage, Entry),
  broadcastMessage: asked(BroadcastMessage, Entry),
  sync: asked(SyncRequest, SyncPage),
  heads: asked(HeadsRequest, HeadsPage),
  reauthenticate: asked(Reauthenticate, Reauthenticated),
  command: asked(ServerCommand, CommandResult),
  delivered: told(MarkBatch),
  read: told(MarkBatch),
  typing: told(TypingRequest),
} as const;

/** Every event of the server, with what it says. */
export const SERVER_EVENTS = {
  response: Entry,
  updateDeliveryStatusOnConnection: MarksMoved,
  onlineStatus: PresenceBatch,
  newgrp: NewGroup,
  typing: Typing,
  keyLogGrown: KeyLogGrown,
  vaultChanged: VaultChanged,
  'token-expired': WireError,
} as const;

type ClientEvents = typeof CLIENT_EVENTS;
export type ClientEventName = keyof ClientEvents;
/** The table has no other keys; TypeScript does not assume that of an object. */
export const CLIENT_EVENT_NAMES = Object.keys(CLIENT_EVENTS) as readonly ClientEventName[];
/** Events that the server acknowledges. */
export type AskedEventName = {
  [Name in ClientEventName]: ClientEvents[Name] extends { readonly response: Schema } ? Name : never;
}[ClientEventName];
/** Events without an acknowledgement. */
export type ToldEventName = Exclude<ClientEventName, AskedEventName>;
export type EventRequest<Name extends ClientEventName> = z.infer<ClientEvents[Name]['request']>;
export type EventResponse<Name extends ClientEventName> = ClientEvents[Name] extends {
  readonly response: infer Response extends Schema;
}
  ? z.infer<Response>
  : undefined;

export type ServerEventName = keyof typeof SERVER_EVENTS;
export const SERVER_EVENT_NAMES = Object.keys(SERVER_EVENTS) as readonly ServerEventName[];
export type ServerEventData<Name extends ServerEventName> = z.infer<(typeof SERVER_EVENTS)[Name]>;

/** The events of a client as Socket.IO wants to know them. */
export type ClientToServerEvents = {
  [Name in AskedEventName]: (
    request: EventRequest<Name>,
    ack: (answer: Ack<EventResponse<Name>>) => void,
  ) => void;
} & {
  [Name in ToldEventName]: (request: EventRequest<Name>) => void;
};
/** The events of the server as Socket.IO wants to know them. */
export type ServerToClientEvents = {
  [Name in ServerEventName]: (data: ServerEventData<Name>) => void;
};

/** `data` of a `connect_error`: why the namespace refused the socket. */
export const Refusal = z.object({
  code: z.string(),
  message: z.string(),
  retryAfterMs: z.optional(z.number()),
  correlationId: z.optional(z.string()),
});
export type Refusal = z.infer<typeof Refusal>;
