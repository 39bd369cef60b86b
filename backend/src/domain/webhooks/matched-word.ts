/** Any message. */
const ANY = '*';

/**
 * The first of an outgoing webhook's words that a text has, in any case: as a whole word, with or without punctuation around it.
 * @param words in lower case
 */
export function matchedWord(text: string, words: readonly string[]): string | undefined {
  const said = new Set(
    text
      .toLowerCase()
      .split(/\s+/)
      .flatMap((word) => [
        word,
        // `/deploy:` is the command `/deploy`, `(deploy)` the word `deploy`.
        word.replace(/[\p{P}\p{S}]+$/u, ''),
        word.replace(/^[\p{P}\p{S}]+|[\p{P}\p{S}]+$/gu, ''),
      ]),
  );
  return words.find((word) => word === ANY || said.has(word));
}
