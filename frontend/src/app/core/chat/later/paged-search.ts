import { computed, linkedSignal, signal } from '@angular/core';
import { type Problem, problemOf } from '../../../shared/forms/problem.ts';
import { ServerSearch } from '../server-search.ts';

/** A page may be short or empty although there is more: so many are asked for in a row. */
const EMPTY_MOST = 20;

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next one begins; undefined after the last. */
  readonly next: string | undefined;
  /** The next one costs much: it is never loaded unasked. */
  readonly isFar?: boolean;
}

type LoadPage<Item> = (query: string, after?: string) => Promise<Page<Item>>;

/** What the server finds, page by page. */
export class PagedSearch<Item> extends ServerSearch<Page<Item>> {
  private readonly loadPage: LoadPage<Item>;
  private readonly keyOf: (item: Item) => string;
  /** Why there are not more, until something else is looked for. */
  private readonly moreFailure = linkedSignal<string, Problem | undefined>({
    source: this.settled.value,
    computation: () => undefined,
  });
  private readonly loadingMore = signal(false);

  /** Undefined until something was found or not for the first time. */
  readonly items = computed(() => this.found()?.items);
  readonly hasMore = computed(() => this.found()?.next !== undefined);
  readonly isFar = computed(() => this.found()?.isFar === true);
  readonly isLoadingMore = this.loadingMore.asReadonly();
  readonly problem = computed(() => this.failure() ?? this.moreFailure());

  /**
   * @param about see `ServerSearch`
   * @param subject of what it is about, what makes it another list: where that stays the same, as many pages as are shown are loaded again
   */
  constructor(
    load: LoadPage<Item>,
    keyOf: (item: Item) => string,
    about?: () => string | undefined,
    subject = (about: string) => about,
  ) {
    let last: string | undefined;
    let shown = () => 0;
    super(async (query, about) => {
      const now = JSON.stringify([query, subject(about)]);
      const least = now === last ? shown() : 0;
      const page = await loaded(load, query, { least, keyOf });
      last = now;
      return page;
    }, about);
    shown = () => this.found()?.items.length ?? 0;
    this.loadPage = load;
    this.keyOf = keyOf;
  }

  /** Asks again for as much as is shown. */
  override reload(): void {
    this.moreFailure.set(undefined);
    super.reload();
  }

  /** Repeats what failed; pages that are loaded stay. */
  async retry(): Promise<void> {
    if (this.failure() === undefined && this.moreFailure() !== undefined) await this.showMore();
    else this.reload();
  }

  async showMore(): Promise<void> {
    const before = this.found();
    if (before?.next === undefined || this.loadingMore()) return;
    this.loadingMore.set(true);
    this.moreFailure.set(undefined);
    try {
      const more = await filled(this.loadPage, this.settled.value(), before.next);
      // Something else may have been looked for meanwhile.
      this.found.update((now) => (now === before ? joined(before, more, this.keyOf) : now));
    } catch (error) {
      if (this.found() === before) this.moreFailure.set(problemOf(error));
    } finally {
      this.loadingMore.set(false);
    }
  }
}

/** Between two pages the order may have changed, so that something comes twice. */
function joined<Item>(before: Page<Item>, more: Page<Item>, keyOf: (item: Item) => string): Page<Item> {
  const known = new Set(before.items.map(keyOf));
  return { ...more, items: [...before.items, ...more.items.filter((item) => !known.has(keyOf(item)))] };
}

/** The first page that has something, and those behind it until there are at least so many items. */
async function loaded<Item>(
  load: LoadPage<Item>,
  query: string,
  { least, keyOf }: { readonly least: number; readonly keyOf: (item: Item) => string },
): Promise<Page<Item>> {
  let page = await filled(load, query);
  for (let pages = 1; page.items.length < least && page.next !== undefined && pages < EMPTY_MOST; pages++)
    page = joined(page, await load(query, page.next), keyOf);
  return page;
}

/** The next page that has something. */
async function filled<Item>(load: LoadPage<Item>, query: string, after?: string): Promise<Page<Item>> {
  let page = await load(query, after);
  const isWorthIt = () => page.items.length === 0 && page.next !== undefined && page.isFar !== true;
  for (let tries = 1; isWorthIt() && tries < EMPTY_MOST; tries++) page = await load(query, page.next);
  return page;
}
