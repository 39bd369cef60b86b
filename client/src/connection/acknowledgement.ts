import {
  CommandResult,
  Entry,
  HeadsPage,
  ParleyError,
  Reauthenticated,
  SyncPage,
  WireError,
} from '@parley/protocol';
import type { Ack, ClientToServerEvents } from '@parley/protocol';
import type { RequestName } from './transport.ts';

/** What the server answers to an event when it does what it was asked. */
export type ResponseTo<Name extends RequestName> = Parameters<ClientToServerEvents[Name]>[1] extends (
  answer: Ack<infer Response>,
) => void
  ? Response
  : never;

const RESPONSES = {
  privateMessage: Entry,
  groupMessage: Entry,
  broadcastMessage: Entry,
  sync: SyncPage,
  heads: HeadsPage,
  reauthenticate: Reauthenticated,
  command: CommandResult,
} as const satisfies Record<RequestName, unknown>;

/**
 * The response in an acknowledgement.
 * @throws ParleyError with the server's code, or `E_INTERNAL` where the answer has no known form
 */
export function responseIn<Name extends RequestName>(name: Name, ack: unknown): ResponseTo<Name> {
  if (!isObject(ack)) throw notUnderstood();
  const { success, error, response } = ack;
  if (success !== true) throw errorIn(error);
  const parsed = RESPONSES[name].safeParse(response);
  if (!parsed.success) throw notUnderstood(parsed.error);
  // The table's entry at `name` has just checked it; TypeScript cannot follow an index into a union of schemas.
  return parsed.data as ResponseTo<Name>;
}

function errorIn(error: unknown): ParleyError {
  const parsed = WireError.safeParse(error);
  return parsed.success ? ParleyError.fromWire(parsed.data) : notUnderstood(parsed.error);
}

function notUnderstood(cause?: unknown): ParleyError {
  return new ParleyError('E_INTERNAL', {
    message: "The server sent something that this version doesn't understand. Reload the page.",
    cause,
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
