import { randomUUID } from 'node:crypto';
import { ParleyError, type WireError } from '@parley/protocol';
import type { Logger } from './logger.ts';

/** Defined, and yet nothing that its sender can do anything about: whoever runs the server has to know. */
const TROUBLE: ReadonlySet<string> = new Set(['E_STORE_BUSY', 'E_STORE_FULL']);

/**
 * What the other end gets to know of a failure. One that nobody expected goes to the log under a correlation id,
 * and the wire carries the id only.
 */
export function wireErrorOf(error: unknown, logger: Logger): WireError {
  if (error instanceof ParleyError && error.code !== 'E_INTERNAL') {
    if (TROUBLE.has(error.code)) logger.warn({ err: error }, 'the store refuses');
    return error.toWire();
  }
  const correlationId = randomUUID();
  logger.error({ err: error, correlationId }, 'unexpected failure');
  return { ...new ParleyError('E_INTERNAL').toWire(), correlationId };
}
