import type { Context } from '../context.ts';
import { record } from './record.ts';

/**
 * Makes sure that the end of the audit log is signed, which vouches for all records before it. Databases of older versions
 * have no signatures; once this has run, a log without any shows that somebody removed them.
 */
export async function beginSigning(context: Pick<Context, 'audit' | 'clock'>): Promise<void> {
  const last = await context.audit.last();
  if (last?.signature === undefined) await record(context, { kind: 'audit_signed' });
}
