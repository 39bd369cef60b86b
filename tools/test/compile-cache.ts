import { join } from 'node:path';

/**
 * For the environment of a Node.js process that a test starts, as `npm start` has it: half of a start's work is stripping
 * and compiling TypeScript. Only one that ends by itself or by SIGTERM fills the cache.
 */
export const compileCache = {
  NODE_COMPILE_CACHE: join(import.meta.dirname, '../../node_modules/.cache/node'),
} as const;
