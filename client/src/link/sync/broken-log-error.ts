import { CodedError } from '@parley/protocol';

/** The server's entries contradict each other or earlier ones: none of them may be accepted. */
export class BrokenLogError extends CodedError {
  constructor() {
    super('E_INTERNAL', {
      message: "The server sent messages that don't match the earlier ones.",
      retryable: true,
    });
  }
}
