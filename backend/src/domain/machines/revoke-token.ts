import { ParleyError, type Uuid } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { machineTokens } from './machine-tokens.ts';

/** What stops sessions: the operator's tools have no publisher, and servers find out at their next tick. */
type EndContext = Pick<Context, 'machines' | 'sessions' | 'audit' | 'clock'> &
  Partial<Pick<Context, 'publisher'>>;

/**
 * Ends a token of a machine for good, and closes its connections.
 * @param by missing for the operator
 * @throws ParleyError `E_NOT_FOUND`
 */
export async function revokeToken(
  context: EndContext,
  uid: Uuid,
  { token, by }: { readonly token: Uuid; readonly by?: Uuid },
): Promise<void> {
  const found = (await machineTokens(context, uid)).find(({ id }) => id === token);
  if (found === undefined || !(await context.sessions.end(uid, token))) throw new ParleyError('E_NOT_FOUND');
  context.publisher?.sessionsEnded([token]);
  await record(context, { kind: 'machine_token_revoked', uid, details: { name: found.name, token }, by });
}
