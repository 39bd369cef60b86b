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

/** Pages have `protocol/src/light-schemas.ts` in its place. */
const HEAVY_SCHEMAS = /node_modules\/zod\//;
const MAKES_KEYS = /node_modules\/(@noble\/(curves|post-quantum)|hpke|@panva\/hpke-noble)\//;
const WRITES = /client\/src\/sealing\/writing\/create-writing\.ts$/;

export const PAGES = {
  login: {
    sources: ['app/features/login/login.ts', 'app/core/session/later/server-access.ts'],
    limitKb: 115,
    without: either(SENTENCES, HEAVY_SCHEMAS),
  },
  conversation: { sources: ['app/shell/chat.routes.ts'], limitKb: 145 },
  'conversation, connected': {
    sources: ['app/shell/chat.routes.ts', 'app/core/session/later/server-access.ts', 'client/src/server.ts'],
    limitKb: 172,
    without: either(SENTENCES, HEAVY_SCHEMAS),
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
    limitKb: 200,
    without: either(SENTENCES, HEAVY_SCHEMAS, MAKES_KEYS, WRITES),
  },
} satisfies Readonly<Record<string, Page>>;

function either(...patterns: readonly RegExp[]): RegExp {
  return new RegExp(patterns.map(({ source }) => source).join('|'));
}
