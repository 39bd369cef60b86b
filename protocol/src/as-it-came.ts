import type { ParseIssues, Parser } from './parser.ts';

/**
 * Checks what is known of a value and returns the value itself, unknown fields included. Clients take what servers send
 * this way, and servers what other servers send: hashes are over what came, and a newer version knows more fields.
 * For parsers that change nothing.
 */
export function asItCame<T>(
  parser: Parser<T>,
  input: unknown,
): { readonly success: true; readonly data: T } | { readonly success: false; readonly error: ParseIssues } {
  const result = parser.safeParse(input);
  // The parser has just found all of `T` in it.
  return result.success ? { success: true, data: input as T } : result;
}
