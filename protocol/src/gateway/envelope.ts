import * as z from 'zod/mini';
import { CommandParameters } from '../commands/server-command.ts';
import { Seq, Uuid } from '../ids.ts';
import { LIMITS } from '../limits.ts';
import { ENVELOPE_HEADER, EnvelopeContent, Recipient } from './envelope-header.ts';
import { maybe } from './maybe.ts';

const MessageBody = z.object({
  content: EnvelopeContent,
  /** The message that this one answers, in the same conversation. */
  reply_to: maybe(Seq),
  /** The uids of those who are named. */
  mentions: maybe(z.array(Uuid).check(z.maxLength(LIMITS.mentions))),
});

function message<Type extends 'direct' | 'room' | 'broadcast'>(type: Type) {
  return z.object({
    header: z.object({ ...ENVELOPE_HEADER, message_type: z.literal(type) }),
    body: MessageBody,
  });
}

/**
 * A command to the server. `to` is the id of the conversation where it is typed, if it is. With a signature, `id` and `timestamp` are those
 * that are signed, and what it is given stands in `parameters`.
 */
const ServerEnvelope = z.object({
  header: z.object({ ...ENVELOPE_HEADER, message_type: z.literal('server') }),
  body: z.object({
    /** Its name, and behind a space its text, unless it has parameters. */
    content: z.string().check(z.minLength(1), z.maxLength(1_100)),
    parameters: maybe(CommandParameters),
  }),
});

/** How far one has received and read a conversation, whose id is in `to`. Reading moves `delivered` along. */
const DeliveryEnvelope = z.object({
  header: z.object({ ...ENVELOPE_HEADER, to: Recipient, message_type: z.literal('delivery') }),
  body: z.object({ delivered: maybe(Seq), read: maybe(Seq) }),
});

/** Cursors as in the address, for which `?resume=frame` waits: any number of them, in several frames where one is too small. */
const ResumeEnvelope = z.object({
  header: z.object({ ...ENVELOPE_HEADER, message_type: z.literal('resume') }),
  body: z.object({ after: z.string(), more: maybe(z.boolean()) }),
});

/** Every envelope that a client sends, by its `message_type`. */
export const GATEWAY_ENVELOPES = {
  /** To one person, by username or uid, or into a direct conversation by its id. */
  direct: message('direct'),
  /** To a room by its name, or to any group or room by its id. */
  room: message('room'),
  /** To everyone, as an announcement. */
  broadcast: message('broadcast'),
  server: ServerEnvelope,
  delivery: DeliveryEnvelope,
  resume: ResumeEnvelope,
} as const;

export type GatewayEnvelopeType = keyof typeof GATEWAY_ENVELOPES;
export type GatewayEnvelope<Type extends GatewayEnvelopeType = GatewayEnvelopeType> = z.infer<
  (typeof GATEWAY_ENVELOPES)[Type]
>;

const Typed = z.object({ header: z.object({ message_type: z.string() }) });

/** The type that an envelope says it has, if there is one like it. */
export function gatewayEnvelopeTypeOf(value: unknown): GatewayEnvelopeType | undefined {
  const typed = Typed.safeParse(value);
  if (!typed.success) return undefined;
  const { message_type: type } = typed.data.header;
  return isType(type) ? type : undefined;
}

function isType(type: string): type is GatewayEnvelopeType {
  return Object.hasOwn(GATEWAY_ENVELOPES, type);
}
