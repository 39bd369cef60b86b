import type { User, Uuid } from '@parley/protocol';
import { parseMessage } from '../../../shared/message-text/parse/parse-message.ts';
import type { Block, Inline } from '../../../shared/message-text/parse/tree.ts';

/** Which readers a text mentions; names in code or in quotes do not count. */
export function mentionsIn(text: string, readers: readonly User[]): Uuid[] {
  if (!text.includes('@')) return [];
  const named = new Set(parseMessage(text, () => true).flatMap(inBlock));
  return readers.filter(({ username }) => named.has(username.toLowerCase())).map(({ uid }) => uid);
}

function inBlock(block: Block): string[] {
  if (block.kind === 'paragraph') return block.content.flatMap(inInline);
  return block.kind === 'list' ? block.items.flatMap(({ content }) => content.flatMap(inInline)) : [];
}

function inInline(node: Inline): string[] {
  if (node.kind === 'mention') return [node.username.toLowerCase()];
  return node.kind === 'strong' || node.kind === 'emphasis' ? node.content.flatMap(inInline) : [];
}
