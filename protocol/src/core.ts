/**
 * Entry for what works on checked data only, and so needs no schema: bounds, errors, contents, the fold. Bundlers split
 * by file, so that importing `index.ts` would load all schemas and zod with them.
 */
export * from './limits.ts';
export * from './errors.ts';
export * from './content.ts';
export * from './sendable-content.ts';
export * from './carries-payload.ts';
export * from './chain-start.ts';
export * from './membership.ts';
export * from './well-known-ids.ts';
export * from './fold.ts';
