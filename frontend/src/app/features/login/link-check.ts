import { computed, inject, resource } from '@angular/core';
import type { SessionClient } from '@parley/client';
import { CodedError } from '@parley/protocol/core';
import { Session } from '../../core/session/session.ts';
import { type Problem, problemOf } from '../../shared/forms/problem.ts';

/**
 * Asks the server about a link before the user fills in the form.
 * @param ask sends the question about the link's contents; undefined if there is no link
 * @returns why the link does not work; undefined while unknown, because submitting the form reports it, too
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
        return error instanceof CodedError && !error.retryable ? problemOf(error) : undefined;
      }
    },
  });
  return computed<Problem | undefined>(() => (asked.hasValue() ? asked.value() : undefined));
}
