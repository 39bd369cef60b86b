import { ParleyError } from '@parley/protocol';

/** What the server sent of a log does not fit together, or not to what it sent before: none of it may be believed. */
export class BrokenLogError extends ParleyError {
  constructor() {
    super('E_INTERNAL', { message: "The server sent messages that don't match the earlier ones." });
  }
}
