import { expect, test } from 'vitest';
import { PAGES } from './pages.ts';
import { SAMPLE_PAGE, sampleOutputs } from './sample-outputs.ts';
import { unwantedIn } from './unwanted.ts';

test('what a page must not load is found in its files, and not in those that come later', () => {
  const outputs = sampleOutputs();
  expect(unwantedIn({ ...SAMPLE_PAGE, without: /session|rare/ }, outputs)).toEqual([
    '../client/src/session.ts',
  ]);
  expect(unwantedIn({ ...SAMPLE_PAGE, without: /rare/ }, outputs)).toEqual([]);
  expect(unwantedIn(SAMPLE_PAGE, outputs)).toEqual([]);
});

test('whoever reads what they have keys of loads nothing that makes keys', () => {
  const { without } = PAGES['conversation, sealed'];
  expect('../node_modules/@noble/post-quantum/ml-kem.js').toMatch(without);
  expect('../node_modules/hpke/index.js').toMatch(without);
  expect('../node_modules/@noble/hashes/sha2.js').not.toMatch(without);
});

test('whoever reads loads nothing that seals', () => {
  const { without } = PAGES['conversation, sealed'];
  expect('../client/src/sealing/writing/create-writing.ts').toMatch(without);
  expect('../client/src/sealing/create-reading.ts').not.toMatch(without);
});

test.each(['login', 'conversation, connected', 'conversation, sealed'] as const)(
  '%s has only the sentences of its own errors',
  (name) => {
    const { without } = PAGES[name];
    expect('../protocol/src/errors/errors.ts').toMatch(without);
    expect('../protocol/src/errors/local-errors.ts').not.toMatch(without);
  },
);
