import { randomUUID } from 'node:crypto';
import { ParleyError, type WireError } from '@parley/protocol';
import type { Logger } from './logger.ts';

/** Defined codes that the client cannot do anything about: they are logged for the operator. */
const TROUBLE: ReadonlySet<string> = new Set(['E_STORE_BUSY', 'E_STORE_FULL']);

/**
 * A failure as the client learns of it. An unexpected one is logged under a correlation id, and the client only gets
 * that id.
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
