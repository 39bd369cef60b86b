import { type Content, contentBytes, contentIn } from './content.ts';
import type { CodedError } from '../errors/coded-error.ts';
import { LIMITS } from '../limits.ts';
import { localError } from '../errors/local-error.ts';

/** Why a content must not be sent, or undefined if the server accepts it and every reader can show all of it. */
export function contentProblem(content: Content): CodedError | undefined {
  if (content.type === 'text' && (content.mentions?.length ?? 0) > LIMITS.mentions)
    return localError('E_TOO_MANY_MENTIONS');
  if (bytesLeft(content) < 0) return localError('E_TOO_LARGE');
  return isReadWhole(content) ? undefined : localError('E_BAD_REQUEST');
}

/** @throws CodedError `E_TOO_LARGE`, `E_TOO_MANY_MENTIONS`, `E_BAD_REQUEST` */
export function assertSendable(content: Content): void {
  const problem = contentProblem(content);
  if (problem !== undefined) throw problem;
}

/**
 * Bytes by which a content may still grow; negative if it is too large. What is said in the open has the bound of what is sealed: its
 * conversation may be sealed before it leaves.
 */
export function bytesLeft(content: Content): number {
  return LIMITS.contentBytes - contentBytes(content).length;
}

/** Asks the reader's own schema, so that the two cannot differ. */
function isReadWhole(content: Content): boolean {
  const read = new Map(Object.entries(contentIn(content) ?? {}));
  return Object.entries(content).every(
    ([field, value]) => JSON.stringify(value) === JSON.stringify(read.get(field)),
  );
}
