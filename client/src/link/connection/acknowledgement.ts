import {
  asItCame,
  type AskedEventName,
  CLIENT_EVENTS,
  type EventResponse,
  CodedError,
  localError,
  type Parser,
  WireError,
} from '@parley/protocol';

const EVENTS: {
  readonly [Name in AskedEventName]: { readonly response: Parser<EventResponse<Name>> };
} = CLIENT_EVENTS;

/**
 * The response in an acknowledgement.
 * @throws CodedError with the server's code, or `E_INTERNAL` where the answer has no known form
 */
export function responseIn<Name extends AskedEventName>(name: Name, ack: unknown): EventResponse<Name> {
  if (!isObject(ack)) throw notUnderstood();
  const { success, error, response } = ack;
  if (success !== true) throw errorIn(error);
  const parsed = asItCame(EVENTS[name].response, response);
  if (!parsed.success) throw notUnderstood(parsed.error);
  return parsed.data;
}

function errorIn(error: unknown): CodedError {
  const parsed = WireError.safeParse(error);
  return parsed.success ? CodedError.fromWire(parsed.data) : notUnderstood(parsed.error);
}

function notUnderstood(cause?: unknown): CodedError {
  return localError('E_INTERNAL', {
    message: "The server sent something that this version doesn't understand. Reload the page.",
    cause,
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
