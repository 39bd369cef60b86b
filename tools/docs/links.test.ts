import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const pages = globSync('**/*.md', { cwd: root, exclude: ['**/node_modules', '**/test-results'] });

test.each(pages)('every link within the project leads somewhere: %s', (page) => {
  const targets = [...readFileSync(join(root, page), 'utf8').matchAll(/\]\(([^)\s]+)/g)]
    .map(([, target = '']) => target.replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target));

  const broken = targets.filter((target) => !existsSync(join(root, dirname(page), target)));

  expect(broken).toEqual([]);
});
