import type { Uuid, WireError } from '@parley/protocol';

/** The part of the session that the chat needs. */
export interface Credentials {
  /** The current token, for the `auth-token` header and the socket's handshake. */
  token(): string | undefined;
  /** Fetches a fresh token. @throws CodedError when the session is over, NoAnswerError when the server did not answer */
  renew(): Promise<void>;
  /** Calls the listener after each renewal, so that a live socket learns the fresh token. */
  onRenewed(listener: () => void): () => void;
  /** The socket or a request found that the session is over. */
  ended(reason: WireError): void;
  /** The server does not understand this version of the client any more. The session goes on in a newer one. */
  outdated(): void;
  /** The socket heard that a key log has grown; only sessions with keys care. */
  keyLogGrown?(uid: Uuid, seq: number): void;
  /** The same for the user's own vault, which another device has changed. */
  vaultChanged?(version: number): void;
}

const SESSION_ERRORS: readonly string[] = [
  'E_UNAUTHENTICATED',
  'E_SESSION_ENDED',
  'E_SESSION_CHANGED',
  'E_ACCOUNT_DEACTIVATED',
];

/** Whether an error means that the session is over, whatever was requested. */
export function endsSession(code: string): boolean {
  return SESSION_ERRORS.includes(code);
}
