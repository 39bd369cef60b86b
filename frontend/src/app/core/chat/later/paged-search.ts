import { computed, linkedSignal, signal } from '@angular/core';
import { type Problem, problemOf } from '../../../shared/forms/problem.ts';
import { ServerSearch } from '../server-search.ts';

/** A page may be short or empty although there is more: so many are asked for in a row. */
const EMPTY_MOST = 20;

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next one begins; undefined after the last. */
  readonly next: string | undefined;
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
  readonly isLoadingMore = this.loadingMore.asReadonly();
  readonly problem = computed(() => this.failure() ?? this.moreFailure());

  /** @param about see `ServerSearch` */
  constructor(load: LoadPage<Item>, keyOf: (item: Item) => string, about?: () => string | undefined) {
    super((query) => filled(load, query), about);
    this.loadPage = load;
    this.keyOf = keyOf;
  }

  /** Begins again with the first page. */
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
      this.found.update((now) => (now === before ? this.joined(before, more) : now));
    } catch (error) {
      if (this.found() === before) this.moreFailure.set(problemOf(error));
    } finally {
      this.loadingMore.set(false);
    }
  }

  /** Between two pages the order may have changed, so that something comes twice. */
  private joined(before: Page<Item>, { items, next }: Page<Item>): Page<Item> {
    const known = new Set(before.items.map(this.keyOf));
    return { items: [...before.items, ...items.filter((item) => !known.has(this.keyOf(item)))], next };
  }
}

/** The next page that has something. */
async function filled<Item>(load: LoadPage<Item>, query: string, after?: string): Promise<Page<Item>> {
  let page = await load(query, after);
  for (let tries = 1; page.items.length === 0 && page.next !== undefined && tries < EMPTY_MOST; tries++)
    page = await load(query, page.next);
  return page;
}
