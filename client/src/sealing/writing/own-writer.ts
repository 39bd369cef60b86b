import { type CodedError, keyError } from '@parley/protocol';
import type { Writer } from './header-of.ts';
import type { SealingDeps } from '../sealing-deps.ts';

/** The account that is open here, writing now. @throws CodedError `E_NO_KEYS`, to be tried again */
export function ownWriter({ account, clock }: Pick<SealingDeps, 'account' | 'clock'>): Writer {
  const own = account();
  if (own === undefined) throw notOpenHere();
  return { account: own, time: clock.now() };
}

/** The user's own keys are locked, or on their way. */
export function notOpenHere(): CodedError {
  return keyError('E_NO_KEYS', {
    retryable: true,
    message: "Your keys aren't open here. See Settings.",
  });
}
