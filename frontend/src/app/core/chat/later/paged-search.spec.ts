import { TestBed } from '@angular/core/testing';
import { signal } from '@angular/core';
import { ParleyError } from '@parley/protocol';
import { Chat } from '../chat.ts';
import { PagedSearch } from './paged-search.ts';

const WORDS = ['ant', 'bee', 'cat', 'cow', 'dog'];

/** A search of words, two a page, where the next request fails if a spec wants it. */
async function begin() {
  const server: { refusal?: Error } = {};
  const chat = { connection: signal({ kind: 'online' }) };
  TestBed.configureTestingModule({ providers: [{ provide: Chat, useValue: chat }] });
  const load = vi.fn(async (query: string, after = '0') => {
    const { refusal } = server;
    delete server.refusal;
    if (refusal !== undefined) throw refusal;
    const found = WORDS.filter((word) => word.includes(query));
    const next = Number(after) + 2;
    return { items: found.slice(Number(after), next), next: next < found.length ? String(next) : undefined };
  });
  const search = TestBed.runInInjectionContext(() => new PagedSearch(load, (word) => word));
  await vi.waitFor(() => expect(search.items()).toEqual(['ant', 'bee']));
  const failMore = async () => {
    server.refusal = new ParleyError('E_FORBIDDEN');
    await search.showMore();
    expect(search.problem()).toBeDefined();
  };
  return { search, load, failMore, server };
}

describe('PagedSearch', () => {
  it('repeats the page that failed, and keeps those that are loaded', async () => {
    const { search, load, failMore } = await begin();
    await search.showMore();
    await failMore();
    expect(search.items()).toEqual(['ant', 'bee', 'cat', 'cow']);
    await search.retry();
    expect(load).toHaveBeenLastCalledWith('', '4');
    expect(search.items()).toEqual(WORDS);
    expect(search.problem()).toBeUndefined();
  });

  it('forgets why there were not more when it begins again', async () => {
    const { search, failMore } = await begin();
    await failMore();
    search.reload();
    expect(search.problem()).toBeUndefined();
  });

  it('forgets why there were not more when something else is looked for', async () => {
    const { search, failMore } = await begin();
    await failMore();
    search.query.set('o');
    await vi.waitFor(() => expect(search.items()).toEqual(['cow', 'dog']));
    expect(search.problem()).toBeUndefined();
  });

  it('begins again where the first page failed', async () => {
    const { search, server } = await begin();
    server.refusal = new ParleyError('E_FORBIDDEN');
    search.reload();
    await vi.waitFor(() => expect(search.problem()).toBeDefined());
    await search.retry();
    await vi.waitFor(() => expect(search.problem()).toBeUndefined());
    expect(search.items()).toEqual(['ant', 'bee']);
  });
});
