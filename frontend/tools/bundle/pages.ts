export interface Page {
  /** What it loads before it can be used, beside the application. */
  readonly sources: readonly string[];
  /** Compressed; see docs/adr/0006-what-a-page-may-weigh.md. */
  readonly limitKb: number;
  /** Packages that nothing of it may load, however little they weigh. */
  readonly without?: RegExp;
}

export const PAGES = {
  login: {
    sources: ['app/features/login/login.ts', 'app/core/session/later/server-access.ts'],
    limitKb: 140,
  },
  conversation: { sources: ['app/shell/chat.routes.ts'], limitKb: 155 },
  'conversation, connected': {
    sources: ['app/shell/chat.routes.ts', 'app/core/session/later/server-access.ts', 'client/src/server.ts'],
    limitKb: 200,
  },
  /** What opens and seals. Epoch keys are made, and taken out of bundles, in a worker: who reads what they know needs none. */
  'conversation, sealed': {
    sources: [
      'app/shell/chat.routes.ts',
      'app/core/session/later/server-access.ts',
      'client/src/server.ts',
      'client/src/keys.ts',
      'client/src/sealing.ts',
    ],
    limitKb: 235,
    without: /node_modules\/(@noble\/(curves|post-quantum)|hpke|@panva\/hpke-noble)\//,
  },
} satisfies Readonly<Record<string, Page>>;
