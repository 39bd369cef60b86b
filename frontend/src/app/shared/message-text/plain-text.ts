import { beginningOf } from './beginning-of.ts';
import { parseMessage } from './parse/parse-message.ts';
import type { Block, Inline } from './parse/tree.ts';

/** A message as one line without marks, for the list, notifications and quotes. */
export function plainText(text: string, maxLength = 200): string {
  const typed = text.trim();
  // Marks take characters, so a little more than what is shown is looked at.
  const looked = beginningOf(typed, maxLength * 2);
  const line = parseMessage(looked, () => false)
    .map(ofBlock)
    .join(' ');
  const shown = beginningOf(line, maxLength);
  return shown.length < line.length || looked.length < typed.length ? `${shown}…` : line;
}

function ofBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return ofInlines(block.content);
    case 'code':
      return `${block.language} ${block.text}`.trim().replaceAll('\n', ' ');
    case 'quote':
      return `“${block.blocks.map(ofBlock).join(' ')}”`;
    case 'list':
      return block.items.map(({ mark, content }) => `${mark} ${ofInlines(content)}`).join(' ');
  }
}

function ofInlines(nodes: readonly Inline[]): string {
  return nodes.map(ofInline).join('').replaceAll('\n', ' ');
}

function ofInline(node: Inline): string {
  switch (node.kind) {
    case 'mention':
      return `@${node.username}`;
    case 'strong':
    case 'emphasis':
      return ofInlines(node.content);
    case 'text':
    case 'code':
    case 'link':
      return node.text;
  }
}
