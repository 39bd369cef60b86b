import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const source = join(import.meta.dirname, '../../frontend/src');
const defined = namesIn('styles/_theme.scss', /(--mat-sys-[\w-]+):/g);

/** What Material's notices read, beside what they share with our own styles. */
const OF_NOTICES = [
  '--mat-sys-corner-full',
  '--mat-sys-focus-state-layer-opacity',
  '--mat-sys-hover-state-layer-opacity',
  '--mat-sys-inverse-primary',
  '--mat-sys-pressed-state-layer-opacity',
];

test('the theme has every colour that a style uses, and no other', () => {
  const used = globSync('**/*.{ts,html,scss}', { cwd: source }).flatMap((path) =>
    namesIn(path, /var\((--mat-sys-[\w-]+)/g),
  );
  expect(defined.toSorted()).toEqual([...new Set([...used, ...OF_NOTICES])].toSorted());
});

function namesIn(path: string, pattern: RegExp): string[] {
  return [...readFileSync(join(source, path), 'utf8').matchAll(pattern)].map(([, name = '']) => name);
}
