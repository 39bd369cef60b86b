import { expect, test } from 'vitest';
import { row, troublesOf, type WeighedPage } from './troubles.ts';
import type { Weights } from './weigh.ts';

const KEPT: Weights = { framework: 80, list: 10, texts: 1, SDK: 20, pages: 35 };

function page(parts: Partial<Weights> = {}, limitKb = 155): WeighedPage {
  const now = { ...KEPT, ...parts };
  const kb = Object.values(now).reduce((sum, part) => sum + part, 0);
  return { name: 'conversation', files: 4, kb, limitKb, parts: now };
}

test('a page as it was kept is no trouble, nor is one that grew by little', () => {
  expect(troublesOf(page(), KEPT)).toEqual([]);
  expect(troublesOf(page({ SDK: 20.9, pages: 35.9 }), KEPT)).toEqual([]);
});

test('a part that grew fails the build, by name and with both weights', () => {
  expect(troublesOf(page({ SDK: 21.2 }), KEPT)).toEqual([
    'conversation: SDK weighs 21.2 KB, and was 20. Load it later, or keep it: npm run weigh --workspace frontend',
  ]);
});

test('it fails where another part shrank by as much', () => {
  expect(troublesOf(page({ SDK: 18, pages: 37 }), KEPT)).toHaveLength(1);
});

test('a page over its limit fails the build, kept or not', () => {
  expect(troublesOf(page({}, 145.9), KEPT)).toEqual(['conversation: 146.0 KB, over the limit of 145.9 KB.']);
  expect(troublesOf(page({}, 145.9))).toHaveLength(1);
  expect(troublesOf(page())).toEqual([]);
});

test('the table says what changed, and by how much', () => {
  expect(row(page({ SDK: 21.2, list: 9.5, texts: 1.04 }), KEPT)).toEqual({
    KB: '146.7',
    'at most': 155,
    files: 4,
    framework: '80.0',
    list: '9.5 (-0.5)',
    texts: '1.0',
    SDK: '21.2 (+1.2)',
    pages: '35.0',
  });
});
