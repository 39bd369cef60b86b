import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { compressedKbIn } from './compressed-kb.ts';
import { outputOf, withImports } from './outputs.ts';
import { SAMPLE_PAGE, sampleOutputs } from './sample-outputs.ts';
import { weigh } from './weigh.ts';

const KB: Readonly<Record<string, number>> = {
  'main.js': 40,
  'page.js': 20,
  'shared.js': 3,
  'rare.js': 500,
  'styles-ABC.css': 2,
};

test('a page weighs what is loaded with it, and nothing that is loaded later', () => {
  const { files, kb, parts } = weigh(SAMPLE_PAGE, sampleOutputs(), (file) => KB[file] ?? Number.NaN);
  expect({ files, kb }).toEqual({ files: 4, kb: 65 });
  // Each file is shared among its sources: three quarters of the application are the framework.
  expect(parts).toEqual({ framework: 30, list: 0, texts: 3, SDK: 15, pages: 10 + 5 + 2 });
});

test('a source is found by its entry, or in the file that it was put into', () => {
  const outputs = sampleOutputs();
  expect(outputOf('features/page.ts', outputs)).toBe('page.js');
  expect(outputOf('errors/errors.ts', outputs)).toBe('shared.js');
  expect(() => outputOf('src/gone.ts', outputs)).toThrow('No file of the build contains src/gone.ts.');
});

test('files that import each other are counted once', () => {
  const outputs = sampleOutputs({
    'shared.js': { imports: [{ path: 'page.js', kind: 'import-statement' }], inputs: {} },
  });
  expect([...withImports(['page.js'], outputs)].sort()).toEqual(['main.js', 'page.js', 'shared.js']);
});

test('the size of a file is that of its compressed bytes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bundle-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const code = 'let same = 1;'.repeat(1_000);
  writeFileSync(join(folder, 'main.js'), code);
  expect(compressedKbIn(folder)('main.js')).toBe(gzipSync(code, { level: 9 }).length / 1024);
});
