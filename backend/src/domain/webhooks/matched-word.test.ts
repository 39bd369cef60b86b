import { expect, test } from 'vitest';
import { matchedWord, saidWords } from './matched-word.ts';

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
  ['🚀deploy🚀!', ['deploy'], 'deploy'],
  ['!!!', ['!!'], undefined],
])('%s with %s', (text, words, word) => {
  expect(matchedWord(saidWords(text), words)).toBe(word);
});

const LENGTH = 32 * 1_024;
const repeated = (token: string) => token.repeat(Math.ceil(LENGTH / token.length)).slice(0, LENGTH);

test.each(['!', 'a', ' ', '! ', 'a!', '!a ', '🚀', '🚀!a', '\u{d83d}', 'İ', '\n\t'])(
  'a long text of %j costs steps by its length',
  (token) => {
    const begin = performance.now();
    for (const text of [repeated(token), `a${repeated(token)}a`]) matchedWord(saidWords(text), ['deploy']);
    expect(performance.now() - begin).toBeLessThan(100);
  },
);
