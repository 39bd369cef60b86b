import type { Direction } from './tree.ts';

const STRONG = /[\p{L}\u200e\u200f\u061c]/u;
const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\u200f\u061c]/u;
/** Addresses, usernames and code have Latin letters in every language. */
const NO_WORDS = /https?:\/\/\S+|@[\w-]+|`[^`]*`/gi;

/**
 * The direction of a text by the first letter of its words, nearly as `dir="auto"` finds it. The browser looks for that letter again at each
 * node that comes into such an element, so that many nodes take quadratic time.
 */
export function directionOf(text: string): Direction {
  return RIGHT_TO_LEFT.test(STRONG.exec(text.replace(NO_WORDS, ''))?.[0] ?? '') ? 'rtl' : 'ltr';
}
