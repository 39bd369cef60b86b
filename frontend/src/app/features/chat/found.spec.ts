import { person } from '../../../../testing/sample-people.ts';
import { foundPerson, matches } from './found.ts';

describe('matches', () => {
  const grace = foundPerson({ ...person(0), displayName: 'Grace Hopper', username: 'gh' }, 'c');

  it('finds by the beginnings of words, in any order and case', () => {
    for (const query of ['', 'gr', 'hop', 'hop gra', 'GRACE', '@gh', 'gh'])
      expect(matches(grace, query)).toBe(true);
  });

  it('does not find by the middle of words', () => {
    expect(matches(grace, 'opper')).toBe(false);
    expect(matches(grace, 'grace x')).toBe(false);
  });
});
