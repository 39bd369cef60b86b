import { MACHINE_LIMITS } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { Grant, StoredSession } from '../sessions/session-store.ts';

const MOST = {
  login: MACHINE_LIMITS.machineLogins,
  password: MACHINE_LIMITS.machinePasswordLogins,
} as const;

/**
 * Ends the logins of a machine that are too many with a new one, those first that were not used for longest: they must never use up the
 * place that its tokens need.
 */
export async function endUnusedLogins(
  { sessions, publisher, clock }: Pick<Context, 'sessions' | 'clock'> & Partial<Pick<Context, 'publisher'>>,
  { uid, sid: newest, grant: { kind } }: StoredSession & { readonly grant: Grant },
): Promise<void> {
  if (kind === 'token') return;
  const others = (await sessions.ofUser(uid, clock()))
    .filter(({ sid, grant }) => grant?.kind === kind && sid !== newest)
    .toSorted((a, b) => b.lastSeenAt - a.lastSeenAt);
  const unused = others.slice(MOST[kind] - 1);
  for (const { sid } of unused) await sessions.end(uid, sid);
  publisher?.sessionsEnded(unused.map(({ sid }) => sid));
}
