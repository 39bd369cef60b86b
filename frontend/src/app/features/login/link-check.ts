import { computed, inject, resource } from '@angular/core';
import type { SessionClient } from '@parley/client';
import { ParleyError } from '@parley/protocol/core';
import { Session } from '../../core/session.ts';
import { type Problem, problemOf } from '../../shared/problem.ts';

/**
 * Asks the server about a link before anybody fills in a form for it.
 * @param ask asks about what the link holds; nothing where there is no link
 * @returns why the link does not work; nothing while that is unknown, because the form says it too
 */
export function linkCheck(ask: () => ((client: SessionClient) => Promise<void>) | undefined) {
  const session = inject(Session);
  const asked = resource({
    params: ask,
    loader: async ({ params }) => {
      try {
        await params(await session.client());
        return undefined;
      } catch (error) {
        return error instanceof ParleyError && !error.retryable ? problemOf(error) : undefined;
      }
    },
  });
  return computed<Problem | undefined>(() => (asked.hasValue() ? asked.value() : undefined));
}
