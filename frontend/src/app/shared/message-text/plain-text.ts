import { parseMessage } from './parse-message.ts';
import type { Block, Inline } from './tree.ts';

/** A message as one line without marks, for the list, notifications and quotes. */
export function plainText(text: string, maxLength = 200): string {
  // Marks may swallow characters, so a little more than what is shown is looked at.
  const line = parseMessage(text.slice(0, maxLength * 2))
    .map(ofBlock)
    .join(' ');
  return line.length > maxLength ? `${line.slice(0, maxLength)}…` : line;
}

function ofBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return ofInlines(block.content);
    case 'code':
      return block.text.replaceAll('\n', ' ');
    case 'quote':
      return `“${block.blocks.map(ofBlock).join(' ')}”`;
    case 'list':
      return block.items.map(ofInlines).join(', ');
  }
}

function ofInlines(nodes: readonly Inline[]): string {
  return nodes.map(ofInline).join('');
}

function ofInline(node: Inline): string {
  switch (node.kind) {
    case 'break':
      return ' ';
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
