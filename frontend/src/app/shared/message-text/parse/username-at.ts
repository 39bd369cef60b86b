import type { Source } from './source.ts';

const NAME = /^[A-Za-z0-9_-]$/;
const LENGTH_MIN = 3;
const LENGTH_MAX = 30;
/** Before the `@` of a mail address or of a path. */
const PART_OF_MORE = /^[\p{L}\p{N}/.@_-]$/u;

/** The username behind an `@`, or undefined where that is part of something else. */
export function usernameAt(source: Source, at: number): string | undefined {
  if (PART_OF_MORE.test(source.before(at))) return undefined;
  let end = at + 1;
  while (end - at <= LENGTH_MAX + 1 && NAME.test(source.at(end))) end++;
  const length = end - at - 1;
  return length < LENGTH_MIN || length > LENGTH_MAX ? undefined : source.slice(at + 1, end);
}
