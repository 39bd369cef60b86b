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
import { isRefusal, problemOf } from '../../shared/forms/problem.ts';
import { Chat } from './chat.ts';

const WHILE_TYPING_MS = 150;

/**
 * What the server finds for what is typed; earlier results stay while the next ones load. Without an answer it asks again as soon as
 * there is a connection. Made in an injection context.
 */
export class ServerSearch<Found> {
  protected readonly chat = inject(Chat);
  private readonly load: (query: string, about: string) => Promise<Found>;
  private readonly about: Signal<string | undefined>;
  readonly query = signal('');
  /** Characters that the server takes at most; fields must not take more. */
  readonly longest = LIMITS.searchMax;
  protected readonly settled = debounced(() => this.query().trim(), WHILE_TYPING_MS);
  private readonly answer = resource({
    params: () => {
      const about = this.about();
      return about === undefined ? undefined : { query: this.settled.value(), about };
    },
    loader: ({ params }) => this.load(params.query, params.about),
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
  constructor(
    load: (query: string, about: string) => Promise<Found>,
    about: () => string | undefined = () => '',
  ) {
    this.load = load;
    this.about = computed(about);
    effect(() => {
      if (this.chat.connection().kind === 'online' && untracked(this.unanswered)) this.reload();
    });
  }

  reload(): void {
    this.answer.reload();
  }
}
