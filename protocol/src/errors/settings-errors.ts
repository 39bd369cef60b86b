import type { ErrorInfo } from './error-info.ts';

/** The codes of settings that administrators change. The message of an answer names the setting. */
export const SETTINGS_ERRORS = {
  E_CONFLICT: {
    status: 409,
    retryable: false,
    message: 'Somebody else has saved meanwhile. Look at what they changed, then save again.',
  },
  E_SETTING: { status: 400, retryable: false, message: "A setting can't have this value." },
  E_SETTING_FIXED: {
    status: 409,
    retryable: false,
    message: "The server's environment decides this setting.",
  },
  E_LOCKS_OUT: {
    status: 409,
    retryable: false,
    message: 'With this value nobody could reach this page any more.',
  },
} as const satisfies Record<string, ErrorInfo>;
