import { readFileSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const fixture = join(import.meta.dirname, 'fixture');

// Each file of the fixture is linted as if it lay at the same place in the project. It does not lie there,
// so the compiler has no types for it: rules that need them are off here.
const eslint = new ESLint({
  cwd: root,
  overrideConfig: [
    { files: ['**/*.ts'], ...tseslint.configs.disableTypeChecked },
    { files: ['**/*.ts'], languageOptions: { parserOptions: { projectService: false } } },
  ],
});

// The first one loads ESLint and all of its plugins.
test.each(globSync('**/*.ts', { cwd: fixture }))('lint rejects %s', { timeout: 30_000 }, async (path) => {
  const source = readFileSync(join(fixture, path), 'utf8');
  const expected = /^\/\/ Rejected by (\S+): /.exec(source)?.[1];

  const [result] = await eslint.lintText(source, { filePath: join(root, path) });

  expect(result?.messages.map((message) => message.ruleId)).toEqual([expected]);
});
