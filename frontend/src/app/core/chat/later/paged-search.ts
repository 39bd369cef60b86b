import { computed, linkedSignal, signal } from '@angular/core';
import { type Problem, problemOf } from '../../../shared/forms/problem.ts';
import { type Asked, ServerSearch } from '../server-search.ts';

/** A page may be short or empty although there is more: so many are asked for in a row. */
const EMPTY_MOST = 20;

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next one begins; undefined after the last. */
  readonly next: string | undefined;
  /** The next one costs much: it is never loaded unasked. */
  readonly isFar?: boolean;
}

/** A page of what was asked for: what is looked for or shown by then may be something else. */
type LoadPage<Part, About> = (asked: Asked<About>, after?: string) => Promise<Part>;

interface Shown<Part, About> {
  readonly asked: Asked<About>;
  /** What was loaded so far, as one. */
  readonly page: Part;
}

/** What the server finds, page by page. Between two pages it stops if something else is looked for. */
export class PagedSearch<Item, About = string, Part extends Page<Item> = Page<Item>> extends ServerSearch<
  Shown<Part, About>,
  About
> {
  private readonly loadPage: LoadPage<Part, About>;
  private readonly keyOf: (item: Item) => string;
  /** Why there are not more, until something else is looked for. */
  private readonly moreFailure = linkedSignal<Asked<About> | undefined, Problem | undefined>({
    source: this.asked,
    computation: () => undefined,
  });
  private readonly loadingMore = signal(false);

  /** Undefined until something was found or not for the first time. */
  readonly items = computed(() => this.found()?.page.items);
  readonly hasMore = computed(() => this.found()?.page.next !== undefined);
  readonly isFar = computed(() => this.found()?.page.isFar === true);
  readonly isLoadingMore = this.loadingMore.asReadonly();
  readonly problem = computed(() => this.failure() ?? this.moreFailure());

  /**
   * @param about see `ServerSearch`
   * @param subject of what it is about, what makes it another list: where that stays the same, as many pages as are shown are loaded again
   */
  constructor(
    load: LoadPage<Part, About>,
    keyOf: (item: Item) => string,
    about: () => About | undefined,
    subject: (about: About) => unknown = (about) => about,
  ) {
    let shown: () => Shown<Part, About> | undefined = () => undefined;
    super(async (asked, isWanted) => {
      const before = shown();
      const isSame =
        before?.asked.query === asked.query && subject(before.asked.about) === subject(asked.about);
      const least = isSame ? before.page.items.length : 0;
      return { asked, page: await loaded(pagesOf(load, asked, isWanted), { least, keyOf }) };
    }, about);
    shown = () => this.found();
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
    if (before?.page.next === undefined || this.loadingMore()) return;
    const { asked, page } = before;
    // Something else may be looked for by now, or meanwhile.
    const isWanted = () => this.isCurrent(asked) && this.found() === before;
    if (!isWanted()) return;
    this.loadingMore.set(true);
    this.moreFailure.set(undefined);
    try {
      const more = await filled(pagesOf(this.loadPage, asked, isWanted), page.next);
      if (this.found() === before) this.found.set({ asked, page: joined(page, more, this.keyOf) });
    } catch (error) {
      if (isWanted()) this.moreFailure.set(problemOf(error));
    } finally {
      this.loadingMore.set(false);
    }
  }
}

/** The pages of what was asked for, as long as anybody waits for them. */
interface Pages<Part> {
  readonly load: (after?: string) => Promise<Part>;
  readonly isWanted: () => boolean;
}

function pagesOf<Part, About>(
  load: LoadPage<Part, About>,
  asked: Asked<About>,
  isWanted: () => boolean,
): Pages<Part> {
  return { load: (after) => load(asked, after), isWanted };
}

/** Between two pages the order may have changed, so that something comes twice. */
function joined<Item, Part extends Page<Item>>(
  before: Part,
  more: Part,
  keyOf: (item: Item) => string,
): Part {
  const known = new Set(before.items.map(keyOf));
  return { ...more, items: [...before.items, ...more.items.filter((item) => !known.has(keyOf(item)))] };
}

/** The first page that has something, and those behind it until there are at least so many items. */
async function loaded<Item, Part extends Page<Item>>(
  all: Pages<Part>,
  { least, keyOf }: { readonly least: number; readonly keyOf: (item: Item) => string },
): Promise<Part> {
  let page = await filled<Part>(all);
  const isWorthIt = () => page.items.length < least && page.next !== undefined && all.isWanted();
  for (let pages = 1; isWorthIt() && pages < EMPTY_MOST; pages++)
    page = joined(page, await all.load(page.next), keyOf);
  return page;
}

/** The next page that has something. */
async function filled<Part extends Page<unknown>>(
  { load, isWanted }: Pages<Part>,
  after?: string,
): Promise<Part> {
  let page = await load(after);
  const isWorthIt = () =>
    page.items.length === 0 && page.next !== undefined && page.isFar !== true && isWanted();
  for (let tries = 1; isWorthIt() && tries < EMPTY_MOST; tries++) page = await load(page.next);
  return page;
}
