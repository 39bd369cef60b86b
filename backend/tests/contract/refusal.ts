import type { ErrorCode } from '@parley/protocol';
import { expect } from 'vitest';

/** What a promise must reject with, for `rejects.toThrow`. */
export function refusal(code: ErrorCode): unknown {
  return expect.objectContaining({ name: 'ParleyError', code });
}

/** The codes of those that were refused, `undefined` for those that were not. */
export function codes(results: readonly PromiseSettledResult<unknown>[]): readonly unknown[] {
  return results.map((result) => {
    if (result.status === 'fulfilled') return undefined;
    const reason: unknown = result.reason;
    return reason instanceof Error && 'code' in reason ? reason.code : reason;
  });
}
