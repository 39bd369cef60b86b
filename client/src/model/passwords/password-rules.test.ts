import { expect, test } from 'vitest';
import { passwordProblem } from './password-rules.ts';

test.each([
  ['1234', 'too-short'],
  ['seven77', 'too-short'],
  ['x'.repeat(128), 'too-long'],
  ['Password1', 'common'],
  ['aaaaaaaaaaaa', 'common'],
  ['abcdefghijkl', 'common'],
  ['98765432', 'common'],
  ['satya-satya', 'username'],
  ['correct horse', undefined],
  ['ñandú y ñu', undefined],
  ['🐎🔋📎✅🐎🔋📎✅', undefined],
])('%s is %s', (password, problem) => {
  expect(passwordProblem(password, 'satya-satya')).toBe(problem);
});
