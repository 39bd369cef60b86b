import { beginningOf } from './beginning-of.ts';

const LINES_SHOWN = 20;
const CHARACTERS_A_LINE = 65;

/** What is shown of a long text at first. Estimated, because measuring would need a layout before the first one. */
export function foldedText(text: string): string {
  let from = 0;
  for (let lines = 0; lines < LINES_SHOWN;) {
    const found = text.indexOf('\n', from);
    const end = found < 0 ? text.length : found;
    const taken = Math.max(1, Math.ceil((end - from) / CHARACTERS_A_LINE));
    if (lines + taken > LINES_SHOWN)
      return beginningOf(text, from + (LINES_SHOWN - lines) * CHARACTERS_A_LINE);
    if (found < 0) return text;
    lines += taken;
    from = end + 1;
  }
  return text.slice(0, from);
}
