import { LIMITS, ParleyError, type Parser } from '@parley/protocol';

/**
 * Parses input from outside.
 * @throws ParleyError `E_BAD_REQUEST`, naming the place of the error
 */
export function parseInput<T>(parser: Parser<T>, input: unknown): T {
  const result = parser.safeParse(input);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = [...(issue?.path ?? []), ...(issue?.keys?.slice(0, 1) ?? [])].join('.');
  throw place === ''
    ? new ParleyError('E_BAD_REQUEST')
    : new ParleyError('E_BAD_REQUEST', { message: `The server couldn't read this request: ${place}.` });
}

/**
 * Refuses deep nesting and too many keys in one object, before any schema walks through it.
 * @throws ParleyError `E_BAD_REQUEST`
 */
export function checkShape(input: unknown, depth = 0): void {
  if (typeof input !== 'object' || input === null) return;
  if (depth >= LIMITS.jsonDepth) throw new ParleyError('E_BAD_REQUEST');
  const values = Object.values(input);
  if (!Array.isArray(input) && values.length > LIMITS.jsonKeys) throw new ParleyError('E_BAD_REQUEST');
  for (const value of values) checkShape(value, depth + 1);
}
