import type { $ZodType } from 'zod/v4/core';
import { GATEWAY_ENVELOPES, type GatewayEnvelopeType } from '../gateway/envelope.ts';
import { GATEWAY_FRAMES, type GatewayFrameType } from '../gateway/frame.ts';
import type { TableMessage } from './async-api.ts';
import type { JsonSchemas } from './json-schemas.ts';

/** What each envelope of a client asks for, in one line. */
export const ENVELOPE_SUMMARIES: Readonly<Record<GatewayEnvelopeType, string>> = {
  direct: 'Says something to one person, by username, by uid, or by the id of the conversation.',
  room: 'Says something in a room by its name, or in any group or room by its id.',
  broadcast: 'Says something to everyone, as an announcement.',
  server: 'Runs a command of the server.',
  delivery: 'Says how far one has received and read a conversation.',
  resume: 'Cursors, for which `?resume=frame` waits: where one goes on in each conversation.',
};

/** What each frame of the server says, in one line. */
export const FRAME_SUMMARIES: Readonly<Record<GatewayFrameType, string>> = {
  direct: 'Somebody said something in a direct conversation.',
  room: 'Somebody said something in a group or room.',
  broadcast: 'An announcement.',
  entry: 'Any other entry of a log, or one that is sealed.',
  hidden: 'Entries that one may not read; they count as delivered.',
  conversation: 'A conversation that was in no cursor: what comes of it comes behind this place.',
  ack: 'What was asked is done.',
  error: 'Something was refused, or failed.',
  presence: 'People whom one shares a conversation with came or went.',
  delivery: 'How far others have received and read.',
  ready: 'All that was missed has been sent; from here on it is live.',
};

/** The schemas of the tables of the gateway. */
export const GATEWAY_SCHEMAS: readonly $ZodType[] = [
  ...Object.values(GATEWAY_ENVELOPES),
  ...Object.values(GATEWAY_FRAMES),
];

const ANSWERS = ['server.ack', 'server.error'];

/** What travels over plain WebSockets, by the tables of the gateway. */
export function gatewayMessages(schemas: JsonSchemas): readonly TableMessage[] {
  return [
    ...typesOf(GATEWAY_ENVELOPES).map((name) => ({
      key: `client.${name}`,
      name,
      action: 'receive' as const,
      summary: ENVELOPE_SUMMARIES[name],
      payload: schemas.of(GATEWAY_ENVELOPES[name]),
      answers: ANSWERS,
    })),
    ...typesOf(GATEWAY_FRAMES).map((name) => ({
      key: `server.${name}`,
      name,
      action: 'send' as const,
      summary: FRAME_SUMMARIES[name],
      payload: schemas.of(GATEWAY_FRAMES[name]),
    })),
  ];
}

/** The tables have no other keys; TypeScript does not assume that of an object. */
function typesOf<Type extends string>(table: Readonly<Record<Type, unknown>>): readonly Type[] {
  return Object.keys(table) as Type[];
}
