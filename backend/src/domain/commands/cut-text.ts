import { contentBytes, LIMITS } from '@parley/protocol';

/** What a text that was cut ends with. */
const MARK = '\n[cut: this was longer]';

/** A text that fits into a message, with a mark where the rest was. */
export function cutText(text: string): string {
  if (fits(text)) return text;
  // Whole characters: half a surrogate pair is none.
  const characters = Array.from(text.slice(0, LIMITS.contentBytes));
  let [least, most] = [0, characters.length];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (fits(cutAt(characters, middle))) least = middle;
    else most = middle - 1;
  }
  return cutAt(characters, least);
}

function cutAt(characters: readonly string[], length: number): string {
  return characters.slice(0, length).join('') + MARK;
}

function fits(text: string): boolean {
  return contentBytes({ type: 'text', text }).length <= LIMITS.contentBytes;
}
