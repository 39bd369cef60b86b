import * as z from 'zod/mini';
import type { Entry } from './entry.ts';
import { Time, Uuid } from './ids.ts';
import { Head, type HeadsPage, type HeadsRequest } from './head.ts';
import type { BroadcastMessage, GroupMessage, PrivateMessage } from './message-event.ts';
import type { MarkBatch, MarksMoved } from './receipt.ts';
import type { CommandResult, ServerCommand } from './server-command.ts';
import type { SyncPage, SyncRequest } from './sync.ts';
import type { PresenceBatch } from './user.ts';
import type { WireError } from './wire-error.ts';

/** The Socket.IO namespace of everything below. */
export const NAMESPACE = '/chat';
export const SOCKET_PATH = '/socket.io';

/** Every acknowledgement is one of the two. */
export type Ack<T> =
  { readonly success: true; readonly response: T } | { readonly success: false; readonly error: WireError };
type Acknowledged<Request, Response> = (request: Request, ack: (answer: Ack<Response>) => void) => void;

export const TypingRequest = z.object({ conversation: Uuid });
export type TypingRequest = z.infer<typeof TypingRequest>;
export const Typing = z.object({ conversation: Uuid, uid: Uuid });
export type Typing = z.infer<typeof Typing>;

export const Reauthenticate = z.object({ token: z.string().check(z.maxLength(2_000)) });
export type Reauthenticate = z.infer<typeof Reauthenticate>;

export const Reauthenticated = z.object({ expiresAt: Time });
export type Reauthenticated = z.infer<typeof Reauthenticated>;

export const NewGroup = z.object({ head: Head });
export type NewGroup = z.infer<typeof NewGroup>;

export interface ClientToServerEvents {
  privateMessage: Acknowledged<PrivateMessage, Entry>;
  groupMessage: Acknowledged<GroupMessage, Entry>;
  broadcastMessage: Acknowledged<BroadcastMessage, Entry>;
  sync: Acknowledged<SyncRequest, SyncPage>;
  heads: Acknowledged<HeadsRequest, HeadsPage>;
  reauthenticate: Acknowledged<Reauthenticate, Reauthenticated>;
  command: Acknowledged<ServerCommand, CommandResult>;
  delivered: (batch: MarkBatch) => void;
  read: (batch: MarkBatch) => void;
  typing: (request: TypingRequest) => void;
}

export interface ServerToClientEvents {
  response: (entry: Entry) => void;
  updateDeliveryStatusOnConnection: (moved: MarksMoved) => void;
  onlineStatus: (batch: PresenceBatch) => void;
  newgrp: (group: NewGroup) => void;
  typing: (typing: Typing) => void;
  'token-expired': (reason: WireError) => void;
}

/** Names of the events, for documentation and its test. */
export const CLIENT_EVENTS = [
  'privateMessage',
  'groupMessage',
  'broadcastMessage',
  'sync',
  'heads',
  'reauthenticate',
  'command',
  'delivered',
  'read',
  'typing',
] as const satisfies readonly (keyof ClientToServerEvents)[];
export const SERVER_EVENTS = [
  'response',
  'updateDeliveryStatusOnConnection',
  'onlineStatus',
  'newgrp',
  'typing',
  'token-expired',
] as const satisfies readonly (keyof ServerToClientEvents)[];

/** `data` of a `connect_error`: why the namespace refused the socket. */
export const Refusal = z.object({
  code: z.string(),
  message: z.string(),
  retryAfterMs: z.optional(z.number()),
  correlationId: z.optional(z.string()),
});
export type Refusal = z.infer<typeof Refusal>;
