import { randomUUID } from 'node:crypto';
import {
  cursorsIn,
  GATEWAY_ENVELOPES,
  GATEWAY_LIMITS,
  gatewayEnvelopeTypeOf,
  ParleyError,
  type Cursors,
  type GatewayEnvelope,
  type Parser,
  type Uuid,
  UUID,
} from '@parley/protocol';
import type { Context } from '../../domain/context.ts';
import { simplePayload } from '../../domain/messages/simple-payload.ts';
import { checkShape, parseInput } from '../../security/parse-input.ts';
import type { Names } from './names.ts';
import { payloadOf } from '../../domain/messages/payload-of.ts';
import { directTo, roomTo } from '../../domain/messages/recipients.ts';
import { commandOf } from './server-envelope.ts';

/** What an envelope asks for, in the words of the events. */
export type Asked =
  | { readonly name: 'privateMessage' | 'groupMessage' | 'broadcastMessage'; readonly input: unknown }
  | { readonly name: 'command'; readonly input: unknown }
  | { readonly name: 'delivered' | 'read'; readonly input: unknown }
  /** No event: where the client continues. */
  | { readonly name: 'resume'; readonly input: Resumed };

/** Cursors, and whether more of them follow. */
export interface Resumed {
  readonly after: Cursors;
  readonly more: boolean;
}

export interface EventOfContext extends Pick<Context, 'users' | 'conversations' | 'roomNames'> {
  readonly names: Names;
}

type AnyEnvelope = {
  [Type in keyof typeof GATEWAY_ENVELOPES]: { readonly type: Type; readonly envelope: GatewayEnvelope<Type> };
}[keyof typeof GATEWAY_ENVELOPES];

const BODY = { kind: 'message' } as const;

/** The id of an envelope, if it has one, for the answer to what cannot be read otherwise. */
export function idIn(value: unknown): Uuid | undefined {
  const header: unknown = fieldOf(value, 'header');
  const id = fieldOf(header, 'id');
  return typeof id === 'string' && UUID.test(id) ? id : undefined;
}

/**
 * Translates an envelope of a user.
 * @param id under which it is answered
 * @throws CodedError `E_BAD_REQUEST` for what is no envelope, `E_SENDER` for a forged sender, `E_NOT_FOUND` for an unknown
 *   recipient, and what `payloadOf` throws
 */
export async function eventOf(
  context: EventOfContext,
  uid: Uuid,
  value: unknown,
  id: Uuid = randomUUID(),
): Promise<Asked> {
  checkShape(value);
  const read = readEnvelope(value);
  await checkSender(context, uid, read.envelope);
  switch (read.type) {
    case 'direct': {
      const place = await directTo(context, uid, recipientOf(read.envelope));
      const sealed = simplePayload(read.envelope, { conversation: place.conversation, sender: uid, id });
      return {
        name: 'privateMessage',
        input: { ...place, id, body: BODY, payload: sealed ?? payloadOf(read.envelope) },
      };
    }
    case 'room': {
      const conversation = await roomTo(context, recipientOf(read.envelope));
      return {
        name: 'groupMessage',
        input: { conversation, id, body: BODY, payload: payloadOf(read.envelope) },
      };
    }
    case 'broadcast':
      return { name: 'broadcastMessage', input: { id, body: BODY, payload: payloadOf(read.envelope) } };
    case 'server':
      refuseSealing(read.envelope);
      return { name: 'command', input: commandOf(read.envelope) };
    case 'delivery':
      refuseSealing(read.envelope);
      return marksOf(read.envelope);
    case 'resume':
      return { name: 'resume', input: resumedBy(read.envelope) };
  }
}

function readEnvelope(value: unknown): AnyEnvelope {
  const type = gatewayEnvelopeTypeOf(value);
  if (type === undefined) throw new ParleyError('E_BAD_REQUEST');
  const envelope = <Type extends keyof typeof GATEWAY_ENVELOPES>(
    parser: Parser<GatewayEnvelope<Type>>,
  ): GatewayEnvelope<Type> => parseInput(parser, value);
  switch (type) {
    case 'direct':
      return { type, envelope: envelope<'direct'>(GATEWAY_ENVELOPES.direct) };
    case 'room':
      return { type, envelope: envelope<'room'>(GATEWAY_ENVELOPES.room) };
    case 'broadcast':
      return { type, envelope: envelope<'broadcast'>(GATEWAY_ENVELOPES.broadcast) };
    case 'server':
      return { type, envelope: envelope<'server'>(GATEWAY_ENVELOPES.server) };
    case 'delivery':
      return { type, envelope: envelope<'delivery'>(GATEWAY_ENVELOPES.delivery) };
    case 'resume':
      return { type, envelope: envelope<'resume'>(GATEWAY_ENVELOPES.resume) };
  }
}

function resumedBy({ body }: GatewayEnvelope<'resume'>): Resumed {
  const after = cursorsIn(body.after, GATEWAY_LIMITS.resumed);
  if (after === undefined) throw new ParleyError('E_BAD_REQUEST');
  return { after, more: body.more === true };
}

/** What is no message cannot be sealed; to ignore that would say more than the sender did. */
function refuseSealing({ header }: Pick<GatewayEnvelope, 'header'>): void {
  if (typeof header.encrypted_key === 'string' || typeof header.encryption_nonce === 'string')
    throw new ParleyError('E_BAD_REQUEST');
}

/** Reading moves `delivered` along, so that one of the two says all. */
function marksOf({ header, body }: GatewayEnvelope<'delivery'>): Asked {
  const name = typeof body.read === 'number' ? 'read' : 'delivered';
  const seq = body.read ?? body.delivered;
  if (typeof seq !== 'number' || !UUID.test(header.to)) throw new ParleyError('E_BAD_REQUEST');
  return { name, input: { marks: [{ conversation: header.to, seq }] } };
}

function recipientOf({ header }: Pick<GatewayEnvelope, 'header'>): string {
  if (typeof header.to !== 'string') throw new ParleyError('E_BAD_REQUEST');
  return header.to;
}

async function checkSender(
  { names }: EventOfContext,
  uid: Uuid,
  { header: { from } }: Pick<GatewayEnvelope, 'header'>,
): Promise<void> {
  if (typeof from !== 'string' || from === uid) return;
  await names.load([uid]);
  if (from.toLowerCase() !== names.of(uid).toLowerCase()) throw new ParleyError('E_SENDER');
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
