import type { Direction } from './tree.ts';

const STRONG = /[\p{L}\u200e\u200f\u061c]/u;
const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\u200f\u061c]/u;

/**
 * The direction of a text by its first letter, as `dir="auto"` finds it. The browser looks for that letter again at each
 * node that comes into such an element, so that many nodes take quadratic time.
 */
export function directionOf(text: string): Direction {
  return RIGHT_TO_LEFT.test(STRONG.exec(text)?.[0] ?? '') ? 'rtl' : 'ltr';
}
