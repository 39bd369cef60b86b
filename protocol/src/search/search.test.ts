import { describe, expect, test } from 'vitest';
import { foldedWords, search, type Searchable } from '../index.ts';

const found = (query: string, ...things: Searchable[]) =>
  search(things, query, (thing) => thing).map(({ username, name }) => username ?? name);

describe('the folded words of a text', () => {
  test.each([
    ['Zoë', ['zoe']],
    ['Zoe\u0308', ['zoe']],
    ['Ólafur Øland', ['olafur', 'oland']],
    ['Łukasz Đorđe', ['lukasz', 'dorde']],
    ['Ægir Œuvre Þór Guðrún', ['aegir', 'oeuvre', 'thor', 'gudrun']],
    ['STRASSE Straße STRAẞE', ['strasse', 'strasse', 'strasse']],
    ['ΣΊΣΥΦΟΣ Σίσυφος', ['σισυφοσ', 'σισυφοσ']],
    ['İstanbul ılık', ['istanbul', 'ilik']],
    ['Anna-Lena anna_lena anna.lena', ['anna', 'lena', 'anna', 'lena', 'anna', 'lena']],
    ['(internal) #ops', ['internal', 'ops']],
    ['ﬁnance Ⅳ ｆｕｌｌ', ['finance', 'iv', 'full']],
    ['Семён', ['семен']],
    ['🎉party C++', ['🎉', 'party', 'c', '++']],
    ['  –  ', []],
  ])('%s', (text, words) => {
    expect(foldedWords(text)).toEqual(words);
  });
});

describe('a search', () => {
  test.each([
    ['anna-lena', { name: 'Anna-Lena Berg', username: 'alb' }],
    ['lena', { name: 'Anna-Lena Berg', username: 'alb' }],
    ['@lena', { name: 'Anna-Lena Berg', username: 'alb' }],
    ['annalena', { name: 'Anna-Lena Berg', username: 'alb' }],
    ['obrien', { name: 'Pat O’Brien', username: 'pat' }],
    ['berg an', { name: 'Anna-Lena Berg', username: 'alb' }],
    ['zoe', { name: 'Zoë', username: 'z-1' }],
    ['ZOE\u0308', { name: 'zoe', username: 'z-1' }],
    ['olaf', { name: 'Ólafur', username: 'o-1' }],
    ['ol', { name: 'Øla', username: 'o-1' }],
    ['internal', { name: '(internal) #ops' }],
    ['#ops', { name: '(internal) #ops' }],
    ['', { name: 'Anyone', username: 'anyone' }],
    ['@', { name: 'Anyone', username: 'anyone' }],
  ])('for "%s" finds %o', (query, thing) => {
    expect(found(query, thing)).toHaveLength(1);
  });

  test.each([
    ['opper', { name: 'Grace Hopper', username: 'gh' }],
    ['grace x', { name: 'Grace Hopper', username: 'gh' }],
    ['gracehopper', { name: 'Grace Hopper', username: 'gh' }],
  ])('for "%s" does not find %o', (query, thing) => {
    expect(found(query, thing)).toEqual([]);
  });

  test('puts the very username first, then what begins so, then names', () => {
    const people = [
      { name: 'Max Lee', username: 'mlee' },
      { name: 'Leena', username: 'lee-anne' },
      { name: 'Lee' },
      { name: 'Z', username: 'LEE' },
    ];
    expect(found('lee', ...people)).toEqual(['LEE', 'lee-anne', 'mlee', 'Lee']);
    expect(found('@Lee', ...people)).toEqual(['LEE', 'lee-anne', 'mlee', 'Lee']);
  });

  test('for nothing leaves all in the order they came in', () => {
    const people = [{ name: 'Lee' }, { name: 'Max Lee', username: 'mlee' }];
    expect(found('', ...people)).toEqual(['Lee', 'mlee']);
  });
});
