/** Six of the longest, which are flags and families, with spaces between them. */
const LENGTH_MAX = 120;
// As a string, because the compiler's target does not know the flag that "RGI_Emoji" needs.
const ONLY_EMOJI = new RegExp('^\\p{RGI_Emoji}(?:\\s?\\p{RGI_Emoji}){0,5}$', 'v');

/** Whether a text is some emoji and nothing else, to be shown large. */
export function isOnlyEmoji(text: string): boolean {
  return text.length <= LENGTH_MAX && ONLY_EMOJI.test(text.trim());
}
