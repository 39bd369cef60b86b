import { GATEWAY_CLOSE, type WireError } from '@parley/protocol';

/** The close code for a reason. What may be tried again later has another one than what is refused for good. */
export function closeCodeOf({ code, retryable }: Pick<WireError, 'code' | 'retryable'>): number {
  if (code === 'E_INTERNAL') return GATEWAY_CLOSE.internal.code;
  if (code === 'E_SHUTTING_DOWN') return GATEWAY_CLOSE.restart.code;
  return retryable ? GATEWAY_CLOSE.later.code : GATEWAY_CLOSE.policy.code;
}
