import { expect, test } from 'vitest';
import { matchedWord } from './matched-word.ts';

test.each([
  ['Please DEPLOY now', ['deploy'], 'deploy'],
  ['(deploy!)', ['deploy'], 'deploy'],
  ['deployment', ['deploy'], undefined],
  ['/deploy staging', ['/deploy'], '/deploy'],
  ['/deploy: done', ['/deploy'], '/deploy'],
  ['a/deploy', ['/deploy'], undefined],
  ['über alles', ['über'], 'über'],
  ['what is up?', ['b', 'up?'], 'up?'],
  ['second first', ['first', 'second'], 'first'],
  ['anything', ['*'], '*'],
  ['', ['a'], undefined],
])('%s with %s', (text, words, word) => {
  expect(matchedWord(text, words)).toBe(word);
});
