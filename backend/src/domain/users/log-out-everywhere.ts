import type { Uuid } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { endAllSessions, type EndSessionsContext } from './end-all-sessions.ts';
import { personByUid } from './person-by-uid.ts';

/**
 * Logs a user out everywhere, such as somebody whose device was stolen.
 * @param by missing for the operator
 * @throws ParleyError `E_NOT_FOUND`, `E_FORBIDDEN` for a machine
 */
export async function logOutEverywhere(
  context: EndSessionsContext & Pick<Context, 'users' | 'audit' | 'clock'>,
  uid: Uuid,
  by?: Uuid,
): Promise<void> {
  await personByUid(context, uid);
  await endAllSessions(context, uid);
  await record(context, { kind: 'sessions_ended', uid, by });
}
