import type { Context } from '../context.ts';
import { record } from './record.ts';

/**
 * Sees to it that the end of the audit log is signed, which vouches for all before it: a database of an older Parley has
 * no signatures, and one without any must be a sign that somebody took them out.
 */
export async function beginSigning(context: Pick<Context, 'audit' | 'clock'>): Promise<void> {
  const last = await context.audit.last();
  if (last?.signature === undefined) await record(context, { kind: 'audit_signed' });
}
