import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { compressIn } from './compress-in.ts';

test('text gets its compressed copies, in every folder, and pictures get none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bundle-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'icons'));
  const texts = ['main.js', 'index.html', join('icons', 'own.svg')];
  for (const name of texts) writeFileSync(join(folder, name), `the text of ${name}`);
  writeFileSync(join(folder, 'icons', '192.png'), 'a picture');

  compressIn(folder);
  for (const name of texts) {
    const path = join(folder, name);
    expect(gunzipSync(readFileSync(`${path}.gz`)).toString()).toBe(`the text of ${name}`);
    expect(brotliDecompressSync(readFileSync(`${path}.br`)).toString()).toBe(`the text of ${name}`);
  }
  expect(existsSync(join(folder, 'icons', '192.png.gz'))).toBe(false);
});
