import * as z from 'zod/mini';
import { MessageBody } from '../log/body.ts';
import { Uuid } from '../ids.ts';
import { Payload } from '../log/payload.ts';

/** A command to a direct conversation. The first one creates the conversation. */
export const PrivateMessage = z.object({
  conversation: Uuid,
  /** The peer; the conversation's id must be the one derived from sender and peer. */
  peer: Uuid,
  id: Uuid,
  body: MessageBody,
  payload: z.optional(Payload),
});
export type PrivateMessage = z.infer<typeof PrivateMessage>;

export const GroupMessage = z.object({
  conversation: Uuid,
  id: Uuid,
  body: MessageBody,
  payload: z.optional(Payload),
});
export type GroupMessage = z.infer<typeof GroupMessage>;

export const BroadcastMessage = z.object({ id: Uuid, body: MessageBody, payload: z.optional(Payload) });
export type BroadcastMessage = z.infer<typeof BroadcastMessage>;
