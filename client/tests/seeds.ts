/// <reference types="vite/types/importMeta.d.ts" />

/** How many seeds each test of `npm test` tries, and how many those of `npm run test:long` do. */
export const SEEDS: number = import.meta.env.TEST_LENGTH === 'long' ? 10_000 : 100;
