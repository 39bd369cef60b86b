import { ParleyError } from '@parley/protocol';

/** The server's entries contradict each other or earlier ones: none of them may be accepted. */
export class BrokenLogError extends ParleyError {
  constructor() {
    super('E_INTERNAL', { message: "The server sent messages that don't match the earlier ones." });
  }
}
