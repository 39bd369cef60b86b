import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folder = join(import.meta.dirname, '..');
const composeFiles = ['', '.dev', '.prod', '.scale'].map((name) => `docker-compose${name}.yml`);

test.each(composeFiles)('what %s refers to is there, certificates aside', (name) => {
  const text = readFileSync(join(folder, name), 'utf8');
  const paths = [...text.matchAll(/\.\.\/[\w./-]+/g)].map(([path]) => path);

  const missing = paths.filter((path) => !path.startsWith('../certs/') && !existsSync(join(folder, path)));

  expect(missing).toEqual([]);
});

test('nothing gets into an image that nobody named', () => {
  const [first, ...rules] = readFileSync(join(folder, '../.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

  expect(first).toBe('*');
  expect(rules.filter((rule) => /^!\/?(certs|data|environments)/.test(rule))).toEqual([]);
});
