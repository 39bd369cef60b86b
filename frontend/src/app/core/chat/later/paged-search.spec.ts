import { TestBed } from '@angular/core/testing';
import { signal } from '@angular/core';
import { ParleyError } from '@parley/protocol';
import { Chat } from '../chat.ts';
import type { Asked } from '../server-search.ts';
import { type Page, PagedSearch } from './paged-search.ts';

const WORDS = ['ant', 'bee', 'cat', 'cow', 'dog'];

/** A search of words, two a page, where the next request fails if a spec wants it. */
async function begin() {
  const server: { refusal?: Error } = {};
  const chat = { connection: signal({ kind: 'online' }) };
  TestBed.configureTestingModule({ providers: [{ provide: Chat, useValue: chat }] });
  const load = vi.fn(async ({ query }: Asked<string>, after = '0'): Promise<Page<string>> => {
    const { refusal } = server;
    delete server.refusal;
    if (refusal !== undefined) throw refusal;
    const found = WORDS.filter((word) => word.includes(query));
    const next = Number(after) + 2;
    return { items: found.slice(Number(after), next), next: next < found.length ? String(next) : undefined };
  });
  const about = signal<string | undefined>('animals, now');
  const search = TestBed.runInInjectionContext(
    () =>
      new PagedSearch<string>(
        load,
        (word) => word,
        about,
        (text) => text.split(',')[0] ?? '',
      ),
  );
  await vi.waitFor(() => expect(search.items()).toEqual(['ant', 'bee']));
  const failMore = async () => {
    server.refusal = new ParleyError('E_FORBIDDEN');
    await search.showMore();
    expect(search.problem()).toBeDefined();
  };
  return { about, search, load, failMore, server };
}

const asked = (query: string, about = 'animals, now'): Asked<string> => ({ query, about });

describe('PagedSearch', () => {
  it('repeats the page that failed, and keeps those that are loaded', async () => {
    const { search, load, failMore } = await begin();
    await search.showMore();
    await failMore();
    expect(search.items()).toEqual(['ant', 'bee', 'cat', 'cow']);
    await search.retry();
    expect(load).toHaveBeenLastCalledWith(asked(''), '4');
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

  it('loads as many pages again as are shown, and of another list only the first', async () => {
    const { about, search, load } = await begin();
    await search.showMore();
    load.mockClear();
    search.reload();
    await vi.waitFor(() =>
      expect(load.mock.calls).toEqual([
        [asked(''), undefined],
        [asked(''), '2'],
      ]),
    );
    await vi.waitFor(() => expect(search.awaited()).toBe(false));
    expect(search.items()).toEqual(['ant', 'bee', 'cat', 'cow']);
    about.set('animals, later');
    await vi.waitFor(() => expect(load).toHaveBeenCalledTimes(4));
    await vi.waitFor(() => expect(search.awaited()).toBe(false));
    expect(search.items()).toHaveLength(4);
    about.set('plants, now');
    await vi.waitFor(() => expect(load).toHaveBeenCalledTimes(5));
    await vi.waitFor(() => expect(search.items()).toEqual(['ant', 'bee']));
  });

  it('looks on by itself while pages are empty, but not where that costs much', async () => {
    const { search, load } = await begin();
    load.mockResolvedValueOnce({ items: [], next: '2' });
    search.reload();
    await vi.waitFor(() => expect(search.items()).toEqual(['cat', 'cow']));
    load.mockResolvedValueOnce({ items: [], next: '2', isFar: true });
    search.query.set('a');
    await vi.waitFor(() => expect(search.isFar()).toBe(true));
    expect(search.items()).toEqual([]);
    await search.showMore();
    expect(load).toHaveBeenLastCalledWith(asked('a'), '2');
  });

  /** A page that comes once a spec says so, with nothing in it, though there is more. */
  function emptyPage({ load }: Pick<Awaited<ReturnType<typeof begin>>, 'load'>) {
    const { promise, resolve } = Promise.withResolvers<Page<string>>();
    load.mockReturnValueOnce(promise);
    load.mockClear();
    return () => resolve({ items: [], next: '2' });
  }

  it.each(['plants, now', undefined])(
    'looks no further in what it was about once it is about something else (%s)',
    async (other) => {
      const begun = await begin();
      const { about, search, load } = begun;
      const arrive = emptyPage(begun);
      search.query.set('o');
      await vi.waitFor(() => expect(load).toHaveBeenCalledOnce());
      about.set(other);
      arrive();
      await vi.waitFor(() => expect(search.awaited()).toBe(false));
      about.set('plants, now');
      await vi.waitFor(() => expect(search.items()).toEqual(['cow', 'dog']));
      expect(load.mock.calls).toEqual([
        [asked('o'), undefined],
        [asked('o', 'plants, now'), undefined],
      ]);
    },
  );

  it('looks no further where more was asked for, and asks for no more of what is looked for no longer', async () => {
    const begun = await begin();
    const { about, search, load } = begun;
    const arrive = emptyPage(begun);
    const more = search.showMore();
    about.set('plants, now');
    arrive();
    await more;
    await search.showMore();
    await vi.waitFor(() => expect(load).toHaveBeenCalledTimes(2));
    expect(load.mock.calls).toEqual([
      [asked(''), '2'],
      [asked('', 'plants, now'), undefined],
    ]);
  });

  it('looks no further after its page is gone', async () => {
    const begun = await begin();
    const { search, load } = begun;
    const arrive = emptyPage(begun);
    const more = search.showMore();
    TestBed.resetTestingModule();
    arrive();
    await more;
    expect(load).toHaveBeenCalledOnce();
  });
});
