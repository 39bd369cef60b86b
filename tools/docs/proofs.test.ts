import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readTable } from './read-table.ts';

const docs = join(import.meta.dirname, '../../docs');
const page = readFileSync(join(docs, 'e2ee.md'), 'utf8');

test.each(readTable(page, 'What proves it'))(
  'a test proves what is promised: %s %s: %s',
  (_, file = '', name = '') => {
    const target = /\]\(([^)]+)\)/.exec(file)?.[1] ?? '';
    expect(name).not.toBe('');
    expect(readFileSync(join(docs, target), 'utf8')).toContain(name);
  },
);
