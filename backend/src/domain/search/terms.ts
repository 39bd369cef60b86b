import { decodeContent, hasLink, phrasesOf, tokensOf, type Entry, type Uuid } from '@parley/protocol';

/** What a message is found by. Terms of filters begin with characters that no token has. */
export type Terms = readonly string[];
/** Terms that follow each other. */
export type Phrase = readonly string[];

/** Each filter that is there must fit. */
export interface Filters {
  readonly words?: string | undefined;
  readonly sender?: Uuid | undefined;
  /** Who is mentioned. */
  readonly mentions?: Uuid | undefined;
  readonly link?: boolean | undefined;
}

const MESSAGE = '+';
const LINK = '#';

/**
 * The terms of a message, or of an edit, which take the place of those of its target. Undefined for what cannot be
 * searched: other kinds, and payloads that are sealed, erased or of another version.
 */
export function termsOf({
  body,
  payload,
  sender,
}: Pick<Entry, 'body' | 'payload' | 'sender'>): Terms | undefined {
  if (body.kind !== 'message' && body.kind !== 'edit') return undefined;
  const content = payload?.kind === 'plain' ? decodeContent(payload) : undefined;
  if (content?.type !== 'text') return undefined;
  const { text, mentions = [] } = content;
  return [
    MESSAGE,
    senderTerm(sender),
    ...(hasLink(text) ? [LINK] : []),
    ...new Set(mentions.map(mentionTerm)),
    ...tokensOf(text),
  ];
}

/** What a message that fits the filters has: all of these phrases. Rare ones come first. */
export function phrasesFor({ words, sender, mentions, link }: Filters): readonly Phrase[] {
  const phrases = [
    ...phrasesOf(words ?? ''),
    ...(mentions === undefined ? [] : [[mentionTerm(mentions)]]),
    ...(link === true ? [[LINK]] : []),
    ...(sender === undefined ? [] : [[senderTerm(sender)]]),
  ];
  return phrases.length === 0 ? [[MESSAGE]] : phrases;
}

function senderTerm(uid: Uuid): string {
  return `!${uid}`;
}

function mentionTerm(uid: Uuid): string {
  return `@${uid}`;
}
