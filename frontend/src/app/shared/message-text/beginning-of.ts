/** So many characters of a text at most, none of them cut in two. */
export function beginningOf(text: string, length: number): string {
  const isCut = length < text.length && (text.codePointAt(length - 1) ?? 0) > 0xff_ff;
  return text.slice(0, isCut ? length - 1 : length);
}
