/** What stands in angle brackets in Slack's mrkdwn. Never across lines: a lone `<` is no link. */
const LINK = /<([^<>\n]*)>/g;
/** Where marks mean nothing: code, links, and addresses that are written as they are. */
const KEPT = /```[^]*?```|`[^`\n]+`|<[^<>\n]*>|https?:\/\/[^\s<>*]+/g;
/** Stands for one of them. No text keeps it: `slackText` leaves controls out. */
const PLACE = '\u0001';
/** Around words, never inside of one, and next to what they mark. Two in a row are Markdown already. */
const BOLD = marked('*');
const ITALIC = marked('_');
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&amp;', '&'],
]);
/** Groups that Slack can call: the words of ours. They are words only, and call nobody. */
const CALLED: ReadonlyMap<string, string> = new Map([
  ['here', '@here'],
  ['channel', '@all'],
  ['everyone', '@all'],
]);

/**
 * Slack's mrkdwn in the marks of our messages, which have no strikethrough: `~so~` stays. Links, mentions and entities as in
 * `plainText`.
 */
export function messageText(mrkdwn: string): string {
  const kept: string[] = [];
  const masked = mrkdwn.replaceAll(PLACE, '').replace(KEPT, (part) => {
    kept.push(part);
    return PLACE;
  });
  const ours = masked.replace(BOLD, '**$1**').replace(ITALIC, '*$1*');
  let next = 0;
  return plainText(ours.replaceAll(PLACE, () => kept[next++] ?? ''));
}

function marked(mark: '*' | '_'): RegExp {
  const around = `[\\p{L}\\p{N}${mark}]`;
  const inside = `(?![\\s${mark}])([^${mark}\\n]+)(?<!\\s)`;
  return new RegExp(`(?<!${around})[${mark}]${inside}[${mark}](?!${around})`, 'gu');
}

/** Slack's mrkdwn as plain text: links, mentions and entities as one would write them. */
export function plainText(mrkdwn: string): string {
  return unescaped(mrkdwn.replace(LINK, (whole, inside: string) => said(inside) ?? whole));
}

function said(inside: string): string | undefined {
  const bar = inside.indexOf('|');
  const [target, label] = bar < 0 ? [inside, ''] : [inside.slice(0, bar), inside.slice(bar + 1)];
  const name = label.trim();
  switch (target[0]) {
    case '@':
      return `@${name.replace(/^@/, '') || target.slice(1)}`;
    case '#':
      return `#${name.replace(/^#/, '') || target.slice(1)}`;
    case '!':
      return special(target.slice(1), name);
    default:
      return link(target.trim(), name);
  }
}

/** Such as `!here`, `!subteam^ID|@group` and `!date^1392734382^{date}|yesterday`. */
function special(command: string, name: string): string {
  const word = command.split('^')[0] ?? '';
  return CALLED.get(word) ?? (name || `@${word}`);
}

function link(target: string, name: string): string | undefined {
  if (!/^[a-z][a-z0-9+.-]*:/i.test(target)) return undefined;
  const address = target.replace(/^(mailto|tel):/i, '');
  const isSame = name === '' || name === address || name === target.replace(/^https?:\/\//i, '');
  return isSame ? address : `${name} (${address})`;
}

/** Each once: `&amp;lt;` is the text `&lt;`. */
function unescaped(text: string): string {
  return text.replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES.get(entity) ?? entity);
}
