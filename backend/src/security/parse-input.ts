import { LIMITS, ParleyError } from '@parley/protocol';
import type * as z from 'zod/mini';

/**
 * What came from outside, as its schema sees it.
 * @throws ParleyError `E_BAD_REQUEST`, naming the place where it does not fit
 */
export function parseInput<Schema extends z.ZodMiniType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const place = result.error.issues[0]?.path.join('.') ?? '';
  throw place === ''
    ? new ParleyError('E_BAD_REQUEST')
    : new ParleyError('E_BAD_REQUEST', { message: `The server couldn't read this request: ${place}.` });
}

/**
 * Refuses what is nested too deeply or has too many keys in one object, before any schema walks through it.
 * @throws ParleyError `E_BAD_REQUEST`
 */
export function checkShape(input: unknown, depth = 0): void {
  if (typeof input !== 'object' || input === null) return;
  if (depth >= LIMITS.jsonDepth) throw new ParleyError('E_BAD_REQUEST');
  const values = Object.values(input);
  if (!Array.isArray(input) && values.length > LIMITS.jsonKeys) throw new ParleyError('E_BAD_REQUEST');
  for (const value of values) checkShape(value, depth + 1);
}
