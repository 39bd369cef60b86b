import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { isOutdated } from './is-outdated.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'parley-build-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  file('frontend/src/main.ts', 1);
});

function file(name: string, changedAt: number): void {
  const path = join(root, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
  utimesSync(path, changedAt, changedAt);
}

test('without a build there is something to do', () => {
  expect(isOutdated(root)).toBe(true);
});

test('a build after the last change is good, whatever else changed', () => {
  file('frontend/dist/browser/index.html', 2);
  file('backend/src/main.ts', 3);
  file('client/src/outbox.test.ts', 3);

  expect(isOutdated(root)).toBe(false);
});

test.each([
  'frontend/src/app/a/b.html',
  'frontend/tools/bundle/parts.ts',
  'client/src/outbox.ts',
  'protocol/src/bounds.ts',
  'package-lock.json',
])('a build before a change of %s is old', (name) => {
  file('frontend/dist/browser/index.html', 2);
  file(name, 3);

  expect(isOutdated(root)).toBe(true);
});
