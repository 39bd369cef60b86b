import { createRequire, isBuiltin } from 'node:module';
import { dirname, resolve as join } from 'node:path';

export const interfaceVersion = 2;

/**
 * Where an import leads, for eslint-plugin-boundaries. A workspace's name leads to its sources
 * (Node.js follows the link), so `@parley/backend/domain/x.ts` is judged like `../backend/src/domain/x.ts`.
 * Whether a relative import exists is the compiler's question, not asked here.
 */
export function resolve(source, importer) {
  if (isBuiltin(source)) return { found: true, path: null };
  if (source.startsWith('.')) return { found: true, path: join(dirname(importer), source) };
  try {
    return { found: true, path: createRequire(importer).resolve(source) };
  } catch {
    return { found: false };
  }
}
