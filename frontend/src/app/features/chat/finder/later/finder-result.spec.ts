import { sampleChat } from '../../../../../../testing/sample-chat.ts';
import { person, uid } from '../../../../../../testing/sample-people.ts';
import { matchesOf, conversationResult, personResult } from './finder-result.ts';

describe('matchesOf', () => {
  const [group = expect.unreachable()] = sampleChat(0).rows.filter(({ type }) => type === 'group');
  const named = (displayName: string, username: string) =>
    personResult({ ...person(0), displayName, username }, uid(1));
  const all = [
    conversationResult(group, '(internal) #ops', undefined),
    named('Aaron Lee', 'aaron'),
    named('Zoe\u0308 Ólafsdóttir', 'z-1'),
    named('Anna-Lena Berg', 'leeward'),
    named('Max', 'lee'),
  ];
  const found = (query: string) => matchesOf(all, query).map(({ name }) => name.normalize());

  for (const [query, ...names] of [
    ['internal', '(internal) #ops'],
    ['#ops', '(internal) #ops'],
    ['zoe', 'Zoë Ólafsdóttir'],
    ['zoë', 'Zoë Ólafsdóttir'],
    ['olaf z', 'Zoë Ólafsdóttir'],
    ['anna-lena', 'Anna-Lena Berg'],
    ['lee', 'Max', 'Anna-Lena Berg', 'Aaron Lee'],
    ['@lee', 'Max', 'Anna-Lena Berg', 'Aaron Lee'],
    ['eward'],
    ['aaron x'],
  ])
    it(`finds by "${query}" ${names.join(', ') || 'nothing'}`, () =>
      expect(found(query ?? '')).toEqual(names));

  it('finds all, in their order, without a query', () => {
    expect(matchesOf(all, ' ')).toEqual(all);
  });
});
