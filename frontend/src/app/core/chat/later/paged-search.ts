import {
  computed,
  debounced,
  effect,
  inject,
  linkedSignal,
  resource,
  type Signal,
  signal,
  untracked,
} from '@angular/core';
import { LIMITS } from '@parley/protocol/core';
import { isRefusal, type Problem, problemOf } from '../../../shared/forms/problem.ts';
import { Chat } from '../chat.ts';

const WHILE_TYPING_MS = 150;
/** A page may be short or empty although there is more: so many are asked for in a row. */
const EMPTY_MOST = 20;

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next one begins; undefined after the last. */
  readonly next: string | undefined;
}

/**
 * What the server finds, page by page. Earlier results stay while the next ones load; without an answer it asks again as soon as there
 * is a connection. Made in an injection context.
 */
export class PagedSearch<Item> {
  private readonly chat = inject(Chat);
  private readonly load: (query: string, after?: string) => Promise<Page<Item>>;
  private readonly keyOf: (item: Item) => string;
  private readonly about: Signal<string | undefined>;
  readonly query = signal('');
  /** Characters that the server takes at most; fields must not take more. */
  readonly longest = LIMITS.searchMax;
  private readonly settled = debounced(() => this.query().trim(), WHILE_TYPING_MS);
  private readonly first = resource({
    params: () => {
      const about = this.about();
      return about === undefined ? undefined : { query: this.settled.value(), about };
    },
    loader: ({ params }) => this.filled(params.query),
  });
  private readonly shown = linkedSignal<Page<Item> | undefined, Page<Item> | undefined>({
    source: () => (this.first.hasValue() ? this.first.value() : undefined),
    computation: (found, previous) => found ?? previous?.value,
  });
  /** Why there are not more, until something else is looked for. */
  private readonly moreFailure = linkedSignal<string, Problem | undefined>({
    source: this.settled.value,
    computation: () => undefined,
  });
  private readonly loadingMore = signal(false);

  /** Undefined until something was found or not for the first time. */
  readonly items = computed(() => this.shown()?.items);
  readonly hasMore = computed(() => this.shown()?.next !== undefined);
  /** Whether what one typed last has not been answered yet. */
  readonly awaited = computed(() => this.first.isLoading() || this.settled.value() !== this.query().trim());
  readonly isLoadingMore = this.loadingMore.asReadonly();
  readonly problem = computed(() => {
    const error = this.first.error();
    return error === undefined ? this.moreFailure() : problemOf(error);
  });

  /** @param about what the result depends on besides the query: it begins again with another, and waits while that is undefined */
  constructor(
    load: (query: string, after?: string) => Promise<Page<Item>>,
    keyOf: (item: Item) => string,
    about: () => string | undefined = () => '',
  ) {
    this.load = load;
    this.keyOf = keyOf;
    this.about = computed(about);
    effect(() => {
      if (this.chat.connection().kind !== 'online') return;
      const error = untracked(this.first.error);
      if (error !== undefined && !isRefusal(error)) untracked(() => this.first.reload());
    });
  }

  /** Begins again with the first page. */
  reload(): void {
    this.moreFailure.set(undefined);
    this.first.reload();
  }

  /** Repeats what failed; pages that are loaded stay. */
  async retry(): Promise<void> {
    if (this.first.error() === undefined && this.moreFailure() !== undefined) await this.showMore();
    else this.reload();
  }

  async showMore(): Promise<void> {
    const before = this.shown();
    if (before?.next === undefined || this.loadingMore()) return;
    this.loadingMore.set(true);
    this.moreFailure.set(undefined);
    try {
      const more = await this.filled(this.settled.value(), before.next);
      // Something else may have been looked for meanwhile.
      this.shown.update((now) => (now === before ? this.joined(before, more) : now));
    } catch (error) {
      if (this.shown() === before) this.moreFailure.set(problemOf(error));
    } finally {
      this.loadingMore.set(false);
    }
  }

  /** The next page that has something. */
  private async filled(query: string, after?: string): Promise<Page<Item>> {
    let page = await this.load(query, after);
    for (let tries = 1; page.items.length === 0 && page.next !== undefined && tries < EMPTY_MOST; tries++)
      page = await this.load(query, page.next);
    return page;
  }

  /** Between two pages the order may have changed, so that something comes twice. */
  private joined(before: Page<Item>, { items, next }: Page<Item>): Page<Item> {
    const known = new Set(before.items.map(this.keyOf));
    return { items: [...before.items, ...items.filter((item) => !known.has(this.keyOf(item)))], next };
  }
}
