import { expect, test } from 'vitest';
import { firstVisitTroubles } from './first-visit.ts';
import { file, SAMPLE_PAGE, sampleOutputs } from './sample-outputs.ts';
import { starting } from './starting.ts';

const BUILT =
  '<head><link rel="stylesheet" href="/styles-ABC.css"></head><script src="/old.js" type="module"></script>';
const html = starting(BUILT, { from: 'old.js', to: 'main.js', beside: ['page.js', 'shared.js'] });
const kbOf = (name: string) => (name === 'main.js' ? 80 : 3);

test('the page starts the packed application, and names what the login needs beside it', () => {
  expect(html).toBe(
    '<head><link rel="stylesheet" href="/styles-ABC.css"><link rel="modulepreload" href="/page.js">' +
      '<link rel="modulepreload" href="/shared.js"></head><script src="/main.js" type="module"></script>',
  );
  const changed = { from: 'another.js', to: 'main.js', beside: [] };
  expect(() => starting(BUILT, changed)).toThrow('The page does not start the application.');
});

test('a first visit of few files, all named by the page, is no trouble', () => {
  expect(firstVisitTroubles(SAMPLE_PAGE, sampleOutputs(), { html, kbOf })).toEqual([]);
});

test('a small file that the page does not name fails the build', () => {
  const hidden = html.replace('<link rel="modulepreload" href="/shared.js">', '');
  expect(firstVisitTroubles(SAMPLE_PAGE, sampleOutputs(), { html: hidden, kbOf })).toEqual([
    'A first visit learns late of shared.js, which is small: name it in the page.',
  ]);
  const large = { html: hidden, kbOf: () => 5 };
  expect(firstVisitTroubles(SAMPLE_PAGE, sampleOutputs(), large)).toEqual([]);
});

test('more files than now fail the build', () => {
  const names = ['a.js', 'b.js', 'c.js'];
  const outputs = sampleOutputs({
    'shared.js': file({}, { imports: names }),
    ...Object.fromEntries(names.map((name) => [name, file({})])),
  });
  expect(firstVisitTroubles(SAMPLE_PAGE, outputs, { html, kbOf: () => 5 })).toEqual([
    'A first visit fetches 7 files, more than 6.',
  ]);
});
