import { randomUUID } from 'node:crypto';
import { ParleyError, type WireError } from '@parley/protocol';
import type { Logger } from './logger.ts';

/**
 * What the other end gets to know of a failure. One that nobody expected goes to the log under a correlation id,
 * and the wire carries the id only.
 */
export function wireErrorOf(error: unknown, logger: Logger): WireError {
  if (error instanceof ParleyError && error.code !== 'E_INTERNAL') return error.toWire();
  const correlationId = randomUUID();
  logger.error({ err: error, correlationId }, 'unexpected failure');
  return { ...new ParleyError('E_INTERNAL').toWire(), correlationId };
}
