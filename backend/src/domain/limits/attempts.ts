import type { Uuid } from '@parley/protocol';

/** An attempt to log in: the username and the address. */
export interface LoginAttempt {
  readonly username: string;
  readonly address: string;
}

/** An attempt to join a room by its password. */
export interface RoomAttempt {
  readonly uid: Uuid;
  readonly room: Uuid;
  readonly address: string;
}

/** Limits password guessing: after some failures there is a wait, longer each time. */
export interface Attempts<Attempt> {
  /** Runs an attempt. Those on one account, or from one address, run one by one: each sees the result of the last. */
  inTurn<T>(attempt: Attempt, work: () => Promise<T>): Promise<T>;
  /** @throws ParleyError `E_RATE_LIMITED` with `retryAfterMs` during a wait */
  check(attempt: Attempt): Promise<void>;
  /** Whether a wait begins now. */
  failed(attempt: Attempt): Promise<boolean>;
  succeeded(attempt: Attempt): Promise<void>;
}
