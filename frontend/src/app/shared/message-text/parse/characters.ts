const SPACE = /^[\s\p{Default_Ignorable_Code_Point}\p{Cc}]?$/u;
const WORD = /^[\p{L}\p{N}]$/u;
const VISIBLE = /[^\s\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]/u;

/** Whether nothing is to be seen of a character, or there is none. */
export function isSpace(char: string): boolean {
  return SPACE.test(char);
}

export function isWord(char: string): boolean {
  return WORD.test(char);
}

/** Whether a text has anything to see: zero width characters are none. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text);
}
