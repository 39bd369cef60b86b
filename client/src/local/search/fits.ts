import type { Uuid } from '@parley/protocol';
import { hasLink, hasPhrase, phrasesOf, tokensOf } from '@parley/protocol/core';
import type { MessageItem } from '../../model/timeline.ts';
import type { MessageFilter } from '../../ports/message-search.ts';

/** Whether a message is one of those that a filter asks for, as servers decide it for open conversations. */
export function fits(item: MessageItem, filter: MessageFilter, me: Uuid): boolean {
  const { words, sender, link, mentionsMe, pinned, since = 0, until = Number.MAX_SAFE_INTEGER } = filter;
  const { content } = item;
  if (content === undefined || item.deleted) return false;
  if (item.time < since || item.time > until) return false;
  if (sender !== undefined && item.sender !== sender) return false;
  if (pinned === true && !item.pinned) return false;
  if (mentionsMe === true && content.mentions?.includes(me) !== true) return false;
  if (link === true && !hasLink(content.text)) return false;
  return words === undefined || hasAll(content.text, words);
}

function hasAll(text: string, words: string): boolean {
  const tokens = tokensOf(text);
  return phrasesOf(words).every((phrase) => hasPhrase(tokens, phrase));
}
