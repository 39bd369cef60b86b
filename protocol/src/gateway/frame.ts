import * as z from 'zod/mini';
import { isJson, type Json } from '../commands/json.ts';
import { WireError } from '../errors/wire-error.ts';
import { MemberMark } from '../events/receipt.ts';
import { Seq, SeqOrZero, Time, Uuid } from '../ids.ts';
import { StoredBody } from '../log/body.ts';
import { StoredPayload } from '../log/payload.ts';
import { UnknownBody } from '../log/unknown-body.ts';

/** The place of an entry in the log of its conversation, and who wrote it when. */
const ENTRY_HEADER = {
  /** The username of the sender. */
  from: z.string(),
  uid: Uuid,
  /** Present on what one sent oneself: a bot that answers it would never end. */
  own: z.optional(z.literal(true)),
  /** The name of the group or room; in a direct conversation the username of the other one, or one's own. */
  to: z.string(),
  timestamp: Time,
  id: Uuid,
  conversation: Uuid,
  seq: Seq,
} as const;

/** The parts of a message that is sealed in the simple way. Its `timestamp` is then the one that was sealed with it. */
const SEALED_PARTS = {
  encrypted_key: z.optional(z.string()),
  encryption_nonce: z.optional(z.string()),
  signature: z.optional(z.string()),
} as const;

/** A message in plain text, or in a direct conversation with a machine one that is sealed in the simple way. */
function message<Type extends 'direct' | 'room' | 'broadcast'>(type: Type) {
  return z.object({
    header: z.object({ ...ENTRY_HEADER, ...SEALED_PARTS, message_type: z.literal(type) }),
    body: z.object({
      content: z.string(),
      reply_to: z.optional(Seq),
      mentions: z.optional(z.array(Uuid)),
      /** Who wrote it first, if it was forwarded. */
      forwarded_from: z.optional(Uuid),
    }),
  });
}

/** Any other entry of a log: an edit, a reaction, somebody who comes or goes, or what is sealed. */
const EntryFrame = z.object({
  header: z.object({ ...ENTRY_HEADER, message_type: z.literal('entry') }),
  body: z.object({
    kind: z.string(),
    /** The text of a message or an edit, if it is plain. */
    content: z.optional(z.string()),
    /** What the log says, as on the socket of the SDK. */
    entry: z.union([StoredBody, UnknownBody]),
    /** What it carries, as it is stored: base64, or the hash of what was erased. */
    payload: z.optional(StoredPayload),
  }),
});

/** Entries up to and with `seq` that one may not read: they count as delivered. */
const HiddenFrame = z.object({
  header: z.object({ message_type: z.literal('hidden'), conversation: Uuid, seq: Seq }),
  body: z.object({ first: Seq, last: Seq }),
});

/** A conversation that was in no cursor: what comes of it comes behind `seq`. */
const ConversationFrame = z.object({
  header: z.object({
    message_type: z.literal('conversation'),
    conversation: Uuid,
    seq: SeqOrZero,
    to: z.string(),
  }),
  body: z.object({ type: z.string(), protection: z.string(), peer: z.optional(Uuid) }),
});

/** What was asked is done. For a message with its place in the log, which counts as delivered. */
const AckFrame = z.object({
  header: z.object({
    message_type: z.literal('ack'),
    id: Uuid,
    conversation: z.optional(Uuid),
    seq: z.optional(Seq),
    timestamp: z.optional(Time),
  }),
  /** What a command answered. */
  body: z.object({
    name: z.optional(z.string()),
    /** In words. */
    content: z.optional(z.string()),
    /** As JSON. */
    result: z.optional(z.custom<Json>(isJson)),
  }),
});

/** Something was refused or failed. */
const ErrorFrame = z.object({
  header: z.object({
    message_type: z.literal('error'),
    /** Of the envelope that is answered; missing if the envelope had none, or was none. */
    id: z.optional(Uuid),
    /** Of a cursor that the server cannot continue. */
    conversation: z.optional(Uuid),
  }),
  body: WireError,
});

const PresenceFrame = z.object({
  header: z.object({ message_type: z.literal('presence') }),
  body: z.object({
    users: z.array(
      z.object({
        uid: Uuid,
        username: z.string(),
        online: z.boolean(),
        last_seen: z.optional(Time),
      }),
    ),
  }),
});

/** How far others have received and read. */
const DeliveryFrame = z.object({
  header: z.object({ message_type: z.literal('delivery'), conversation: Uuid }),
  body: z.object({ marks: z.array(MemberMark) }),
});

/** All that was missed has been sent; from here on it is live. Comes once a connection. */
const ReadyFrame = z.object({
  header: z.object({ message_type: z.literal('ready'), uid: Uuid }),
  body: z.object({ username: z.string() }),
});

/** Every frame of the server, by its `message_type`. A script ignores those that it does not know. */
export const GATEWAY_FRAMES = {
  direct: message('direct'),
  room: message('room'),
  broadcast: message('broadcast'),
  entry: EntryFrame,
  hidden: HiddenFrame,
  conversation: ConversationFrame,
  ack: AckFrame,
  error: ErrorFrame,
  presence: PresenceFrame,
  delivery: DeliveryFrame,
  ready: ReadyFrame,
} as const;

export type GatewayFrameType = keyof typeof GATEWAY_FRAMES;
export type GatewayFrame<Type extends GatewayFrameType = GatewayFrameType> = z.infer<
  (typeof GATEWAY_FRAMES)[Type]
>;
