import { parseBlocks } from './parse-blocks.ts';
import { Parsing } from './parsing.ts';
import { Source } from './source.ts';
import type { Block } from './tree.ts';
import { withoutOverrides } from '../without-overrides.ts';

/**
 * Parses the text of a message. Every text has a meaning: what fits no mark is itself, and nothing but marks is left out.
 * @param isMention whether a name between `@` and a space is one
 */
export function parseMessage(text: string, isMention: (username: string) => boolean): Block[] {
  return parseWith(new Parsing(isMention), text);
}

/** For those who want to know what it took. */
export function parseWith(parsing: Parsing, text: string): Block[] {
  return parseBlocks(new Source(withoutOverrides(text.replace(/\r\n?/g, '\n')), parsing));
}
