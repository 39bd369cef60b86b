import { commandId } from '@parley/client/testing';

/** The id of a command, in the order of time, as Parley's clients make it. */
export function newId(): string {
  return commandId(Date.now(), crypto.randomUUID());
}
