import type { Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { AuditEvent } from './audit-store.ts';

interface Recorded extends Omit<AuditEvent, 'time'> {
  /** Who did it to somebody else's account, as one of the details; missing for the operator. */
  readonly by?: Uuid | undefined;
}

/** Writes an event into the audit log. */
export async function record(
  { audit, clock }: Pick<Context, 'audit' | 'clock'>,
  { by, details, ...event }: Recorded,
): Promise<void> {
  const all = by === undefined ? details : { ...details, by };
  await audit.append({ ...event, ...(all !== undefined && { details: all }), time: clock() });
}
