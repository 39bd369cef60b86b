import type { ErrorInfo } from './error-info.ts';

/** The codes of what is refused in rooms. Where a refusal ends by itself, `retryAfterMs` says when. */
export const ROOM_ERRORS = {
  E_ROOM_FULL: { status: 409, retryable: false, message: 'This room is full.' },
  E_ROOM_NAME_TAKEN: { status: 409, retryable: false, message: 'Another room has this name.' },
  E_TOO_MANY_ADMINS: {
    status: 409,
    retryable: false,
    message: 'This room has too many owners and admins. Take the role from someone first.',
  },
  E_ROOM_HAS_OWNER: {
    status: 409,
    retryable: false,
    message: 'This room has an owner whose account is in use. They can make others owners.',
  },
  E_ROOM_LOCKED: { status: 403, retryable: false, message: 'This room takes a password to join.' },
  E_ROOM_PASSWORD: { status: 403, retryable: false, message: "That isn't the password of this room." },
  E_NOT_LOCKED: { status: 409, retryable: false, message: 'This room has no password.' },
  E_BANNED: { status: 403, retryable: false, message: 'You were banned from this room.' },
  E_ALREADY_BANNED: { status: 409, retryable: false, message: 'This person is already banned.' },
  E_NOT_BANNED: { status: 409, retryable: false, message: "This person isn't banned." },
  E_MUTED: { status: 403, retryable: false, message: "You're muted for a while." },
  E_SLOW_MODE: {
    status: 429,
    retryable: false,
    message: 'This room is in slow mode. Wait a while before you send again.',
  },
  E_CALLS_ALL: {
    status: 403,
    retryable: false,
    message: 'Only owners and admins notify everyone in a group as large as this one.',
  },
  E_ONLY_ADMINS_WRITE: {
    status: 403,
    retryable: false,
    message: 'Only owners and admins write in this room.',
  },
} as const satisfies Record<string, ErrorInfo>;
