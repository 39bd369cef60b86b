import { TestBed } from '@angular/core/testing';
import type { Person } from '@parley/protocol';
import { Chat } from './chat.ts';
import { PeopleSearch } from './people-search.ts';

describe('PeopleSearch', () => {
  it('keeps what was found while the next is looked for', async () => {
    const answers = new Map<string, (people: readonly Person[]) => void>();
    const search = (query: string) =>
      new Promise<readonly Person[]>((resolve) => answers.set(query, resolve));
    TestBed.configureTestingModule({
      providers: [PeopleSearch, { provide: Chat, useValue: { client: { people: { search } } } }],
    });
    const found = TestBed.inject(PeopleSearch);
    const alice = { user: { username: 'alice' } } as Person;
    const answer = async (query: string, people: readonly Person[]) => {
      await vi.waitFor(() => {
        TestBed.tick();
        expect(answers.has(query)).toBe(true);
      });
      expect(found.people()).toEqual(query === '' ? [] : [alice]);
      answers.get(query)?.(people);
    };

    await answer('', [alice]);
    await vi.waitFor(() => expect(found.people()).toEqual([alice]));
    found.query.set('zoe');
    await answer('zoe', []);

    await vi.waitFor(() => expect(found.people()).toEqual([]));
  });
});
