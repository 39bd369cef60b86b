import { people } from '../../../../../testing/sample-people.ts';
import { mentionQueryAt } from './mention-query.ts';
import { mentionable } from './mentionable.ts';

describe('mentionQueryAt', () => {
  const at = (text: string) => mentionQueryAt(text, text.length);

  it('finds the mention that is being typed', () => {
    expect(at('hi @gr')).toEqual({ at: 3, typed: 'gr' });
    expect(at('@')).toEqual({ at: 0, typed: '' });
    expect(mentionQueryAt('@gr and more', 3)).toEqual({ at: 0, typed: 'gr' });
  });

  it('finds none in addresses or after a space', () => {
    for (const text of ['me@gr', '@gr ', '@gr.', 'https://a/@gr', '']) expect(at(text)).toBeUndefined();
  });
});

describe('mentionable', () => {
  it('finds by username and by any word of the name', () => {
    const names = (typed: string) => mentionable(people, { at: 0, typed }).map(({ username }) => username);
    expect(names('gra')).toEqual(['grace']);
    expect(names('hop')).toEqual(['grace']);
    expect(names('rac')).toEqual([]);
    expect(names('friederike')).toHaveLength(1);
  });

  it('finds however a name is written, the very username first', () => {
    const [a, b] = people.map((user, index) => ({ ...user, username: index === 1 ? 'lena' : `u${index}` }));
    const users = [a, b].flatMap((user) => user ?? []).map((user) => ({ ...user, displayName: 'Anna-Léna' }));
    const names = mentionable(users, { at: 0, typed: 'lena' }).map(({ username }) => username);
    expect(names).toEqual(['lena', 'u0']);
    expect(mentionQueryAt('@lé', 3)).toEqual({ at: 0, typed: 'lé' });
  });
});
