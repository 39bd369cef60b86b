import { ParleyError, type Uuid } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';

/**
 * Lets somebody write again whom the administrators have muted.
 * @throws ParleyError `E_NOT_FOUND` for who is not muted
 */
export async function unmute(
  context: Pick<Context, 'reports' | 'mutedPeople' | 'audit' | 'clock'>,
  uid: Uuid,
  by: Uuid,
): Promise<void> {
  if (!(await context.reports.unmute(uid))) throw new ParleyError('E_NOT_FOUND');
  await context.mutedPeople.follow();
  await record(context, { kind: 'account_unmuted', uid, details: { by } });
}
