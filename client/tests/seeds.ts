declare global {
  interface ImportMeta {
    /** The environment as Vitest shows it. */
    readonly env: Readonly<Record<string, unknown>>;
  }
}

/** How many seeds each test of `npm test` tries, and how many those of `npm run test:long` do. */
export const SEEDS: number = import.meta.env.TEST_LENGTH === 'long' ? 10_000 : 100;
