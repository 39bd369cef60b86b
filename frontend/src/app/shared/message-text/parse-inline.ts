import type { Inline } from './tree.ts';

// The spans are bounded, because an opening mark without its closing one would otherwise be searched for
// to the end of the text, from each such mark again.
const SPAN = '[^\\n]{0,1000}?';
const TOKENS = new RegExp(
  [
    '`(?<code>[^`\\n]{1,1000})`',
    `\\*\\*(?<strong>(?=\\S)${SPAN}\\S)\\*\\*`,
    `(?<![\\p{L}\\p{N}*])\\*(?<emphasis>(?=[^\\s*])${SPAN}[^\\s*])\\*(?![\\p{L}\\p{N}*])`,
    '(?<link>\\bhttps?://[^\\s<>"`]+)',
    '(?<![\\p{L}\\p{N}/.])@(?<mention>[A-Za-z0-9_-]{3,30})',
    '(?<break>\\n)',
  ].join('|'),
  'gu',
);

/** Links, mentions, `code`, *emphasis* and **strong** in a run of text. */
export function parseInline(text: string): Inline[] {
  const nodes: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKENS)) {
    const token = tokenOf(match.groups ?? {});
    if (match.index > end) nodes.push({ kind: 'text', text: text.slice(end, match.index) });
    nodes.push(...token);
    end = match.index + match[0].length;
  }
  if (end < text.length) nodes.push({ kind: 'text', text: text.slice(end) });
  return nodes;
}

function tokenOf(groups: Readonly<Record<string, string | undefined>>): Inline[] {
  const { code, strong, emphasis, link, mention } = groups;
  if (code !== undefined) return [{ kind: 'code', text: code }];
  if (strong !== undefined) return [{ kind: 'strong', content: parseInline(strong) }];
  if (emphasis !== undefined) return [{ kind: 'emphasis', content: parseInline(emphasis) }];
  if (mention !== undefined) return [{ kind: 'mention', username: mention }];
  if (link !== undefined) return linkOf(link);
  return [{ kind: 'break' }];
}

/** A sentence's punctuation after an address does not belong to it; a bracket does if it was opened inside. */
function linkOf(found: string): Inline[] {
  let address = found;
  while (/[.,;:!?'"*]$/.test(address) || closesWhatWasNotOpened(address)) address = address.slice(0, -1);
  const rest: Inline[] = address === found ? [] : [{ kind: 'text', text: found.slice(address.length) }];
  const url = URL.parse(address);
  if (url === null) return [{ kind: 'text', text: found }];
  return [{ kind: 'link', href: url.href, text: address }, ...rest];
}

function closesWhatWasNotOpened(address: string): boolean {
  return address.endsWith(')') && address.split(')').length > address.split('(').length;
}
