import { COMMAND_ERRORS } from './command-errors.ts';
import type { ErrorCode } from './error-codes.ts';
import type { ErrorInfo } from './error-info.ts';
import { KEY_ERRORS } from './key-errors.ts';
import { LOCAL_ERRORS } from './local-errors.ts';
import { ROOM_ERRORS } from './room-errors.ts';
import { SETTINGS_ERRORS } from './settings-errors.ts';

/** What every error code means. `docs/protocol.md` explains each; a test holds the two together. */
export const ERRORS = {
  ...LOCAL_ERRORS,
  ...KEY_ERRORS,
  ...ROOM_ERRORS,
  ...COMMAND_ERRORS,
  ...SETTINGS_ERRORS,
  E_BAD_JSON: { status: 400, retryable: false, message: "This request isn't valid JSON." },
  E_UNSUPPORTED_MEDIA_TYPE: { status: 415, retryable: false, message: 'Only application/json is accepted.' },
  E_ACCOUNT_DEACTIVATED: {
    status: 403,
    retryable: false,
    message: 'This account was deactivated. Ask an administrator.',
  },
  E_LAST_ADMIN: {
    status: 409,
    retryable: false,
    message: 'This is the last administrator. Make somebody else administrator first.',
  },
  E_CHALLENGE_EXPIRED: { status: 401, retryable: true, message: 'That took too long. Try again.' },
  E_SESSION_CHANGED: {
    status: 409,
    retryable: false,
    message: 'Someone else logged in here. Reload the page.',
  },
  E_CSRF: {
    status: 403,
    retryable: false,
    message: "This request didn't come from Parley. Reload the page.",
  },
  E_ORIGIN: { status: 403, retryable: false, message: "Requests from this address aren't allowed here." },
  E_UPGRADE_REQUIRED: { status: 426, retryable: false, message: 'This address speaks WebSockets only.' },
  E_USERNAME_TAKEN: { status: 409, retryable: false, message: 'This username is taken.' },
  E_REGISTRATION_CLOSED: {
    status: 403,
    retryable: false,
    message: "You can't create an account on this server.",
  },
  E_INVITATION_INVALID: {
    status: 403,
    retryable: false,
    message: 'This invitation has been used or has expired.',
  },
  E_TOO_MANY_INVITATIONS: {
    status: 409,
    retryable: false,
    message: 'You have too many unused invitations. Revoke one first.',
  },
  E_MACHINE_LOOP: {
    status: 429,
    retryable: true,
    message: 'Programs answer each other here. It goes on in a minute, or when a person has said something.',
  },
  E_SCOPE: {
    status: 403,
    retryable: false,
    message: "This program isn't allowed to do that, or not here.",
  },
  E_TOO_MANY_TOKENS: {
    status: 409,
    retryable: false,
    message: 'This machine has too many tokens. Revoke one first.',
  },
  E_CONVERSATION_EXISTS: { status: 409, retryable: false, message: 'This conversation already exists.' },
  E_ALREADY_MEMBER: { status: 409, retryable: false, message: 'This person is already a member.' },
  E_LAST_OWNER: {
    status: 409,
    retryable: false,
    message: 'A group needs an owner. Make someone else an owner first.',
  },
  E_TOO_MANY_MEMBERS: { status: 409, retryable: false, message: 'This group is full.' },
  E_TOO_MANY_PINS: {
    status: 409,
    retryable: false,
    message: 'Too many messages are pinned. Unpin one first.',
  },
  E_MESSAGE_ID_REUSED: {
    status: 409,
    retryable: false,
    message: 'This message ID is already used for another message.',
  },
  E_TARGET: {
    status: 409,
    retryable: false,
    message: "You can't do that with this message.",
  },
  E_LOG_DIVERGED: {
    status: 409,
    retryable: false,
    message: "The server doesn't know this state of the conversation.",
  },
  E_LOG_DAMAGED: {
    status: 500,
    retryable: false,
    message: "The server's copy of this conversation is damaged. Tell your administrator.",
  },
  E_SEALED: {
    status: 409,
    retryable: false,
    message: "The server can't read this conversation: it's end-to-end encrypted.",
  },
  E_UNSIGNED: {
    status: 400,
    retryable: false,
    message: "This isn't signed the way this conversation needs it.",
  },
  E_SIMPLE_SEALING: {
    status: 409,
    retryable: false,
    message: 'With this machine, only sealed messages can be exchanged, and they cannot be changed.',
  },
  E_TOO_MANY_DEVICES: {
    status: 409,
    retryable: false,
    message: "You're logged in on too many devices. Log out of one first.",
  },
  E_CLIENT_OUTDATED: {
    status: 400,
    retryable: false,
    message: 'This page is too old for the server. Reload it.',
  },
  E_SERVER_FULL: { status: 503, retryable: true, message: 'The server is full. Trying again soon.' },
  E_TOO_MANY_CONNECTIONS: {
    status: 429,
    retryable: true,
    message: 'Too many connections. Close some and try again.',
  },
  E_STORE_BUSY: { status: 503, retryable: true, message: 'The database is busy. Trying again soon.' },
  E_STORE_FULL: {
    status: 507,
    retryable: true,
    message: 'The server is out of space. Tell the person who runs it.',
  },
  E_SHUTTING_DOWN: { status: 503, retryable: true, message: 'The server is restarting.' },
  E_EVIDENCE: {
    status: 422,
    retryable: false,
    message: "This report doesn't fit the message that the server has.",
  },
  E_TOO_MANY_REPORTS: {
    status: 409,
    retryable: false,
    message:
      'There are too many open reports, of yours, of this message or here. Wait for the administrators.',
  },
  E_REPORT_ENDED: { status: 409, retryable: false, message: 'This report was decided already.' },
  E_SENDER: { status: 403, retryable: false, message: 'You can only send in your own name.' },
  E_TOO_SLOW: {
    status: 503,
    retryable: true,
    message: 'This connection takes too little of what it is sent.',
  },
} as const satisfies Record<ErrorCode, ErrorInfo>;
