import {
  computed,
  debounced,
  DestroyRef,
  inject,
  linkedSignal,
  resource,
  type Signal,
  signal,
  untracked,
} from '@angular/core';
import { LIMITS } from '@parley/protocol/core';
import { isRefusal, problemOf } from '../../shared/forms/problem.ts';
import { Chat } from './chat.ts';
import { retryOnline } from './retry-online.ts';

const WHILE_TYPING_MS = 150;

/** What a search was begun with. It does not change while the search goes on, whatever page is shown by then. */
export interface Asked<About> {
  readonly query: string;
  readonly about: About;
}

/** @param isWanted whether anybody still waits for it: before each further request, ask */
type Load<Found, About> = (asked: Asked<About>, isWanted: () => boolean) => Promise<Found>;

/**
 * What the server finds for what is typed; earlier results stay while the next ones load. Without an answer it asks again as soon as
 * there is a connection. Made in an injection context.
 */
export class ServerSearch<Found, About = string> {
  protected readonly chat = inject(Chat);
  private readonly owner = inject(DestroyRef);
  private readonly load: Load<Found, About>;
  private readonly about: Signal<About | undefined>;
  readonly query = signal('');
  /** Characters that the server takes at most; fields must not take more. */
  readonly longest = LIMITS.searchMax;
  private readonly settled = debounced(() => this.query().trim(), WHILE_TYPING_MS);
  protected readonly asked = computed<Asked<About> | undefined>(() => {
    const about = this.about();
    return about === undefined ? undefined : { query: this.settled.value(), about };
  });
  private readonly answer = resource({
    params: () => this.asked(),
    loader: ({ params, abortSignal }) =>
      this.load(params, () => !abortSignal.aborted && this.isCurrent(params)),
  });
  /** Undefined before the first answer. */
  protected readonly found = linkedSignal<Found | undefined, Found | undefined>({
    source: () => (this.answer.hasValue() ? this.answer.value() : undefined),
    computation: (found, previous) => found ?? previous?.value,
  });
  /** Stays while the next is looked for, like what was found. */
  private readonly error = linkedSignal<
    { readonly loading: boolean; readonly error: Error | undefined },
    Error | undefined
  >({
    source: () => ({ loading: this.answer.isLoading(), error: this.answer.error() }),
    computation: ({ loading, error }, previous) => (loading ? previous?.value : error),
  });

  /** Whether what one typed last has not been answered yet. */
  readonly awaited = computed(() => this.answer.isLoading() || this.settled.value() !== this.query().trim());
  readonly unanswered = computed(() => this.error() !== undefined && !isRefusal(this.error()));
  readonly failure = computed(() => (this.error() === undefined ? undefined : problemOf(this.error())));

  /** @param about what the result depends on besides the query: it begins again with another, and waits while that is undefined */
  constructor(load: Load<Found, About>, about: () => About | undefined) {
    this.load = load;
    this.about = computed(about);
    retryOnline(this.unanswered, () => this.reload());
  }

  reload(): void {
    this.answer.reload();
  }

  /** Whether that is what is looked for now. */
  protected isCurrent(asked: Asked<About>): boolean {
    return !this.owner.destroyed && untracked(this.asked) === asked;
  }
}
