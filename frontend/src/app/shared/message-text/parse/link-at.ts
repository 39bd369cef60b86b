import type { Source } from './source.ts';

interface Link {
  readonly href: string | undefined;
  readonly end: number;
}

const SCHEME = /^https?:\/\//i;
const SCHEME_LENGTH = 'https://'.length;
/** What ends an address: quotes of any language, East Asian punctuation, and what would turn the text around. */
const END =
  /^[\s<>"`“”„‘’«»‹›…\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\p{Bidi_Control}]?$/u;
/** A sentence's punctuation behind an address does not belong to it, in any language. */
const SENTENCE = /^[\p{Terminal_Punctuation}'*]$/u;
const OPENED_BY: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** The address that begins there, with or without a meaning as a URL, or undefined. */
export function linkAt(source: Source, at: number): Link | undefined {
  if (!SCHEME.test(source.slice(at, at + SCHEME_LENGTH))) return undefined;
  const end = trimmed(source, at, endOf(source, at));
  return { href: URL.parse(source.slice(at, end))?.href, end };
}

function endOf(source: Source, at: number): number {
  let end = at + 'http://'.length;
  for (let char = source.at(end); !END.test(char); char = source.at(end)) end += char.length;
  return end;
}

/** A bracket belongs to an address if it was opened inside. */
function trimmed(source: Source, at: number, found: number): number {
  const open = unclosedIn(source, at, found);
  let end = found;
  for (;;) {
    const char = source.at(end - 1);
    const opening = OPENED_BY[char];
    if (opening !== undefined && (open.get(opening) ?? 0) < 0)
      open.set(opening, (open.get(opening) ?? 0) + 1);
    else if (!SENTENCE.test(char)) return end;
    end--;
  }
}

/** Of each kind of bracket, how many more are opened than closed. */
function unclosedIn(source: Source, from: number, to: number): Map<string, number> {
  const open = new Map<string, number>();
  for (let index = from; index < to; index++) {
    const char = source.at(index);
    const opening = OPENED_BY[char] ?? char;
    open.set(opening, (open.get(opening) ?? 0) + (opening === char ? 1 : -1));
  }
  return open;
}
