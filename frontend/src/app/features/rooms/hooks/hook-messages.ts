import type { Hook } from '@parley/protocol';

const time = (ms: number) => new Date(ms).toLocaleString();

/** What the webhooks of a room say. */
export const HOOK_MESSAGES = {
  loading: 'Loading …',
  none: 'There are no webhooks here.',
  incoming: 'Tools post to it',
  outgoing: 'It calls an address',
  url: 'Address to call',
  words: 'Words that call it, with spaces between them',
  address: {
    about: 'Post to this address. Copy it now: it is never shown again.',
    copy: 'Copy address',
  },
  secret: {
    about: 'Requests are signed with this secret. Copy it now: it is never shown again.',
    copy: 'Copy secret',
  },
  takenOver: (name: string) =>
    `${name} is yours. It keeps the address and secret that whoever made it may know: to change them, make it anew and revoke this one.`,
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
