import type { $ZodType } from 'zod/v4/core';
import { WireError } from '../errors/wire-error.ts';
import {
  CLIENT_EVENT_NAMES,
  CLIENT_EVENTS,
  SERVER_EVENT_NAMES,
  SERVER_EVENTS,
  type ClientEventName,
} from '../events/events.ts';
import type { TableMessage } from './async-api.ts';
import { CLIENT_EVENT_SUMMARIES, SERVER_EVENT_SUMMARIES } from './event-summaries.ts';
import type { JsonSchemas } from './json-schemas.ts';

/** The schemas of the tables of events. */
export const CHAT_SCHEMAS: readonly $ZodType[] = [
  ...Object.values(CLIENT_EVENTS).flatMap((event) => Object.values<$ZodType>(event)),
  ...Object.values(SERVER_EVENTS),
  WireError,
];

/** What travels over the namespace, by the tables of events. */
export function chatMessages(schemas: JsonSchemas): readonly TableMessage[] {
  return [
    ...CLIENT_EVENT_NAMES.flatMap((name) => fromClient(name, schemas)),
    ...SERVER_EVENT_NAMES.map((name) => ({
      key: `server.${name}`,
      name,
      action: 'send' as const,
      summary: SERVER_EVENT_SUMMARIES[name],
      payload: schemas.of(SERVER_EVENTS[name]),
    })),
  ];
}

function fromClient(name: ClientEventName, schemas: JsonSchemas): readonly TableMessage[] {
  const event = CLIENT_EVENTS[name];
  const asked = {
    key: `client.${name}`,
    name,
    action: 'receive' as const,
    summary: CLIENT_EVENT_SUMMARIES[name],
    payload: schemas.of(event.request),
  };
  if (!('response' in event)) return [asked];
  const key = `answer.${name}`;
  const payload = acknowledgement(schemas, event.response);
  return [
    { ...asked, answers: [key] },
    { key, name, action: 'answer', summary: `The acknowledgement of ${name}.`, payload },
  ];
}

function acknowledgement(schemas: JsonSchemas, response: $ZodType) {
  const done = { success: { const: true }, response: schemas.of(response) };
  const refused = { success: { const: false }, error: schemas.of(WireError) };
  return {
    oneOf: [done, refused].map((properties) => ({
      type: 'object' as const,
      required: Object.keys(properties),
      properties,
    })),
  };
}
