export interface Page {
  /** What it loads before it can be used, beside the application. */
  readonly sources: readonly string[];
  /** Compressed; see docs/adr/0006-what-a-page-may-weigh.md. */
  readonly limitKb: number;
  /** What nothing of it may load, however little it weighs. */
  readonly without?: RegExp;
}

/** What each error means: a server sends it along, and what a page finds by itself is in `local-errors.ts`. */
const SENTENCES = /protocol\/src\/errors\/errors\.ts$/;

const MAKES_KEYS = /node_modules\/(@noble\/(curves|post-quantum)|hpke|@panva\/hpke-noble)\//;
const WRITES = /client\/src\/sealing\/writing\/create-writing\.ts$/;

export const PAGES = {
  login: {
    sources: ['app/features/login/login.ts', 'app/core/session/later/server-access.ts'],
    limitKb: 140,
    without: SENTENCES,
  },
  conversation: { sources: ['app/shell/chat.routes.ts'], limitKb: 155 },
  'conversation, connected': {
    sources: ['app/shell/chat.routes.ts', 'app/core/session/later/server-access.ts', 'client/src/server.ts'],
    limitKb: 202,
    without: SENTENCES,
  },
  /**
   * What opens. What seals is loaded behind it; epoch keys are made, and taken out of bundles, in a worker, which who reads what they
   * know does not need.
   */
  'conversation, sealed': {
    sources: [
      'app/shell/chat.routes.ts',
      'app/core/session/later/server-access.ts',
      'client/src/server.ts',
      'client/src/keys.ts',
      'client/src/sealing.ts',
      'client/src/link/opening/sealing-link.ts',
    ],
    limitKb: 235.5,
    without: new RegExp(`${SENTENCES.source}|${MAKES_KEYS.source}|${WRITES.source}`),
  },
} satisfies Readonly<Record<string, Page>>;
