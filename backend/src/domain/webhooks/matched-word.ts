/** Any message. */
const ANY = '*';
const PUNCTUATION = /[\p{P}\p{S}]/u;

/**
 * The first of an outgoing webhook's words that a text has, in any case: as a whole word, with or without punctuation around it.
 * @param said of the text, by `saidWords`
 * @param words in lower case
 */
export function matchedWord(said: ReadonlySet<string>, words: readonly string[]): string | undefined {
  return words.find((word) => word === ANY || said.has(word));
}

/**
 * The words of a text, as webhooks may wait for them. All webhooks of a conversation share them: a message is looked at once, in
 * steps that grow with its length.
 */
export function saidWords(text: string): ReadonlySet<string> {
  const said = new Set(text.toLowerCase().split(/\s+/));
  // Each once, however often it is said. Those that are added here are not visited: the list is a copy.
  for (const word of [...said]) {
    const end = endOf(word);
    // `/deploy:` is the command `/deploy`, `(deploy)` the word `deploy`.
    said.add(word.slice(0, end));
    said.add(word.slice(beginOf(word, end), end));
  }
  return said;
}

/** Whether a webhook waits for more than any message. */
export function waitsForWords(words: readonly string[]): boolean {
  return words.some((word) => word !== ANY);
}

/** Where the punctuation at the end of a word begins. */
function endOf(word: string): number {
  let end = word.length;
  while (end > 0) {
    const char = before(word, end);
    if (!PUNCTUATION.test(char)) break;
    end -= char.length;
  }
  return end;
}

/** Where the punctuation at the begin of a word ends. */
function beginOf(word: string, end: number): number {
  let begin = 0;
  while (begin < end) {
    const char = String.fromCodePoint(word.codePointAt(begin) ?? 0);
    if (!PUNCTUATION.test(char)) break;
    begin += char.length;
  }
  return begin;
}

/** The character that ends there, of one or two units. */
function before(word: string, end: number): string {
  const code = end > 1 ? word.codePointAt(end - 2) : undefined;
  return code !== undefined && code > 0xff_ff ? word.slice(end - 2, end) : word.slice(end - 1, end);
}
