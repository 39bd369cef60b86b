import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { type ConnectionState, NoAnswerError } from '@parley/client';
import { ParleyError, type Person } from '@parley/protocol';
import { person } from '../../../../testing/sample-people.ts';
import { Chat } from './chat.ts';
import { PeopleSearch } from './people-search.ts';

describe('PeopleSearch', () => {
  const zoe = { ...person(0), displayName: 'Zoë', username: 'z-1' };
  const gone = { ...person(1), displayName: 'Zoe', removed: true };
  const alice: Person = { user: { ...person(2), displayName: 'Alice' } };

  function start() {
    const asked: {
      query: string;
      answer: (people: readonly Person[]) => void;
      fail: (why: Error) => void;
    }[] = [];
    const search = (query: string) =>
      new Promise<readonly Person[]>((answer, fail) => asked.push({ query, answer, fail }));
    const connection = signal<ConnectionState>({ kind: 'online' });
    const users = signal(new Map([zoe, gone, alice.user].map((user) => [user.uid, user])));
    const chat = { client: { people: { search } }, connection, users };
    TestBed.configureTestingModule({ providers: [PeopleSearch, { provide: Chat, useValue: chat }] });
    const found = TestBed.inject(PeopleSearch);
    const until = (check: () => void) =>
      vi.waitFor(() => {
        TestBed.tick();
        check();
      });
    const settle = () => until(() => expect(found.awaited()).toBe(false));
    /** Until the server was asked for all of these, one after the other. */
    const ask = async (...queries: string[]) => {
      await until(() => expect(asked.map(({ query }) => query)).toEqual(queries));
      return asked.at(-1) ?? expect.unreachable();
    };
    return { ask, connection, found, settle };
  }

  it('keeps what was found while the next is looked for', async () => {
    const { ask, found, settle } = start();
    (await ask('')).answer([alice]);
    await settle();
    expect(found.people()).toEqual([alice]);

    found.query.set('zoe');
    expect(found.awaited()).toBe(true);
    const next = await ask('', 'zoe');
    expect(found.people()).toEqual([alice]);
    next.answer([]);
    await settle();
    expect(found.people()).toEqual([]);
  });

  it('without an answer finds whom the local copy knows, also while the next is looked for', async () => {
    const { ask, found, settle } = start();
    found.query.set('zoe');
    (await ask('zoe')).fail(new NoAnswerError());
    await settle();
    expect(found.unanswered()).toBe(true);
    expect(found.people()).toEqual([{ user: zoe }]);

    found.query.set('ali');
    await ask('zoe', 'ali');
    expect(found.awaited()).toBe(true);
    expect(found.unanswered()).toBe(true);
    expect(found.people()).toEqual([alice]);
  });

  it('asks again when the connection is back', async () => {
    const { ask, connection, found, settle } = start();
    connection.set({ kind: 'offline', since: 0 });
    (await ask('')).fail(new NoAnswerError());
    await settle();
    expect(found.unanswered()).toBe(true);

    connection.set({ kind: 'online' });
    (await ask('', '')).answer([alice]);
    await settle();
    expect(found.unanswered()).toBe(false);
    expect(found.people()).toEqual([alice]);
  });

  it('takes no refusal for a missing answer', async () => {
    const { ask, found, settle } = start();
    (await ask('')).fail(new ParleyError('E_RATE_LIMITED'));
    await settle();
    expect(found.unanswered()).toBe(false);
    expect(found.problem()?.details).toBe('E_RATE_LIMITED');
    expect(found.people()).toEqual([]);
  });
});
