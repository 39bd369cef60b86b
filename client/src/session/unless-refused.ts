import { ParleyError } from '@parley/protocol';

/** Nothing that a server may have against a change of keys keeps anybody from logging out. */
export function unlessRefused(error: unknown): false {
  if (!(error instanceof ParleyError)) throw error;
  return false;
}
