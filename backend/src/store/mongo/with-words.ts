/** An expression that matches a `searchText` in which each word follows a space, in any order. */
export function withWords(words: readonly string[]): string {
  return `^${words.map((word) => `(?=.* ${escaped(word)})`).join('')}`;
}

/** Text as an expression that matches it alone. */
export function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
