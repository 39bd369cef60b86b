import * as z from 'zod/mini';

const MOST = 60;

/** A word that a later version added. TypeScript can't say "any other"; no known word has this form, so that comparing narrows. */
export type LaterWord = `unknown: ${string}`;

/** Whether a value could be a word of some version. */
export function isWord(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= MOST;
}

const Later = z.custom<LaterWord>(isWord);

/**
 * One of the known words, or one that a later version added. For what servers send: such a word is no reason to refuse
 * the rest. What clients send has known words only.
 */
export function orLater<Words extends z.ZodMiniType>(words: Words) {
  return z.union([words, Later]);
}
