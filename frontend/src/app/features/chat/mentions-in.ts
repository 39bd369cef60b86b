import type { User, Uuid } from '@parley/protocol';
import { parseMessage } from '../../shared/message-text/parse-message.ts';
import type { Block, Inline } from '../../shared/message-text/tree.ts';

/** Whom a text mentions; what stands in code or in a quote mentions nobody. */
export function mentionsIn(text: string, users: ReadonlyMap<Uuid, User>): Uuid[] {
  const named = new Set(parseMessage(text).flatMap(inBlock));
  if (named.size === 0) return [];
  return [...users.values()]
    .filter(({ username }) => named.has(username.toLowerCase()))
    .map(({ uid }) => uid);
}

function inBlock(block: Block): string[] {
  if (block.kind === 'paragraph') return block.content.flatMap(inInline);
  return block.kind === 'list' ? block.items.flat().flatMap(inInline) : [];
}

function inInline(node: Inline): string[] {
  if (node.kind === 'mention') return [node.username.toLowerCase()];
  return node.kind === 'strong' || node.kind === 'emphasis' ? node.content.flatMap(inInline) : [];
}
