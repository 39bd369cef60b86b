import { CodedError, type ErrorCode } from '@parley/protocol';
import type { Clock } from '../ports/clock.ts';
import type { KeyServer } from '../ports/keys/key-server.ts';

/** What every change of keys works with. */
export interface KeyParts {
  readonly server: KeyServer;
  readonly clock: Clock;
}

/** Whether the server refused with one of these codes. */
export function isRefusal(error: unknown, ...codes: readonly ErrorCode[]): boolean {
  return error instanceof CodedError && codes.some((code) => error.code === code);
}
