import type { Hook } from '@parley/protocol';

const time = (ms: number) => new Date(ms).toLocaleString();

/** What the webhooks of a room say. */
export const HOOK_MESSAGES = {
  loading: 'Loading …',
  none: 'There are no webhooks here.',
  url: 'Address to call, empty for one that tools post to',
  words: 'Words that call it, with spaces between them',
  address: 'Post to this address. Copy it now: it is never shown again.',
  secret: 'Requests are signed with this secret. Copy it now: it is never shown again.',
  revoke: {
    title: 'Revoke this webhook?',
    text: 'It stops working for good.',
    action: 'Revoke',
  },
  about: ({ kind, url, words = [], lastSuccessAt }: Hook) => {
    const what = kind === 'outgoing' ? `Calls ${url ?? ''} on ${words.join(', ')}` : 'Tools post to it';
    return `${what} · ${lastSuccessAt === undefined ? 'never used' : `last used ${time(lastSuccessAt)}`}`;
  },
  lastError: (error: NonNullable<Hook['lastError']>) => `Last error, ${time(error.time)}: ${error.message}`,
};
