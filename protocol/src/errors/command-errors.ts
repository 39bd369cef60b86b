import type { ErrorInfo } from './error-info.ts';

/** The codes of server commands and webhooks. */
export const COMMAND_ERRORS = {
  E_UNKNOWN_COMMAND: {
    status: 404,
    retryable: false,
    message: 'Unknown command. list_commands lists all commands.',
  },
  E_COMMAND_SIGNATURE: {
    status: 403,
    retryable: false,
    message: 'This command has to be signed by your own key.',
  },
  E_COMMAND_EXPIRED: {
    status: 409,
    retryable: false,
    message: 'This command was signed too long ago, or a clock is wrong.',
  },
  E_COMMAND_REPLAYED: { status: 409, retryable: false, message: 'This command was run before.' },
  E_COMMAND_TIMEOUT: { status: 504, retryable: false, message: 'This command took too long.' },
  E_TOO_MANY_HOOKS: {
    status: 409,
    retryable: false,
    message: 'There are too many webhooks here, or of yours. Revoke one first.',
  },
  E_COMMAND_FAILED: { status: 422, retryable: false, message: 'This command failed.' },
} as const satisfies Record<string, ErrorInfo>;
