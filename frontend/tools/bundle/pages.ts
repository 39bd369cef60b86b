export interface Page {
  /** What it loads before it can be used, beside the application. */
  readonly sources: readonly string[];
  /** Compressed; see docs/adr/0006-what-a-page-may-weigh.md. */
  readonly limitKb: number;
}

export const PAGES = {
  login: {
    sources: ['app/features/login/login.ts', 'app/core/session/later/server-access.ts'],
    limitKb: 140,
  },
  conversation: { sources: ['app/shell/chat.routes.ts'], limitKb: 155 },
  'conversation, connected': {
    sources: ['app/shell/chat.routes.ts', 'app/core/session/later/server-access.ts', 'client/src/server.ts'],
    limitKb: 190,
  },
} satisfies Readonly<Record<string, Page>>;
