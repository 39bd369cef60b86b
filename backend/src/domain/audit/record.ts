import type { Context } from '../context.ts';
import type { AuditEvent } from './audit-store.ts';

/** Writes an event into the audit log. */
export async function record(
  { audit, clock }: Pick<Context, 'audit' | 'clock'>,
  event: Omit<AuditEvent, 'time'>,
): Promise<void> {
  await audit.append({ ...event, time: clock() });
}
