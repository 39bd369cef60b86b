import type { Output, Outputs } from './outputs.ts';

/** A file of a build, of these sources and with these imports. */
export function file(
  inputs: Readonly<Record<string, number>>,
  {
    imports = [],
    later = [],
    entryPoint,
  }: {
    readonly imports?: readonly string[];
    readonly later?: readonly string[];
    readonly entryPoint?: string;
  } = {},
): Output {
  const sizes = Object.entries(inputs).map(([source, bytesInOutput]) => [source, { bytesInOutput }] as const);
  return {
    ...(entryPoint !== undefined && { entryPoint }),
    imports: [
      ...imports.map((path) => ({ path, kind: 'import-statement' })),
      ...later.map((path) => ({ path, kind: 'dynamic-import' })),
    ],
    inputs: Object.fromEntries(sizes),
  };
}

/** A small build: an application, a page of its own, what that needs, and what is loaded later. */
export function sampleOutputs(more: Readonly<Record<string, Output>> = {}): Outputs {
  return new Map(
    Object.entries({
      'main.js': file(
        { 'node_modules/@angular/core/core.mjs': 300, 'src/main.ts': 100 },
        { later: ['page.js'], entryPoint: 'src/main.ts' },
      ),
      'page.js': file(
        { 'src/app/features/page.ts': 50, '../client/src/session.ts': 150 },
        { imports: ['shared.js', 'main.js'], later: ['rare.js'], entryPoint: 'src/app/features/page.ts' },
      ),
      'shared.js': file({ '../protocol/src/errors/errors.ts': 10 }, { imports: ['main.js'] }),
      'rare.js': file({ 'src/app/later/rare.ts': 1_000 }, { imports: ['main.js'] }),
      'styles-ABC.css': file({ 'src/styles.scss': 20 }),
      ...more,
    }),
  );
}

/** That page. */
export const SAMPLE_PAGE = { sources: ['features/page.ts'] } as const;
