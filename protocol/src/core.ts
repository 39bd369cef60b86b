/**
 * Entry for what works on checked data only, and so needs no schema: bounds, errors, contents, the fold. Bundlers split
 * by file, so that importing `index.ts` would load all schemas and zod with them.
 */
export * from './limits.ts';
export * from './this-computer.ts';
export * from './errors/coded-error.ts';
export type * from './errors/error-info.ts';
export * from './errors/local-error.ts';
export * from './errors/local-errors.ts';
export * from './content/content.ts';
export * from './content/everyone.ts';
export * from './content/sendable-content.ts';
export * from './log/carries-payload.ts';
export * from './log/chain-start.ts';
export * from './log/membership.ts';
export * from './log/epochs.ts';
export * from './log/rights.ts';
export * from './log/well-known-ids.ts';
export * from './simple/is-simple.ts';
export * from './general.ts';
export * from './log/fold.ts';
export * from './log/known-kinds.ts';
export * from './log/known-words.ts';
export * from './log/later-kinds.ts';
export * from './version.ts';
export * from './search/folded-words.ts';
export * from './search/has-link.ts';
export * from './search/marks.ts';
export * from './search/search.ts';
export * from './search/tokens.ts';
export * from './settings/setting-rules.ts';
