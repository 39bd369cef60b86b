import {
  computed,
  debounced,
  effect,
  inject,
  Injectable,
  linkedSignal,
  resource,
  signal,
  untracked,
} from '@angular/core';
import type { Person } from '@parley/protocol';
import { LIMITS, search } from '@parley/protocol/core';
import { Chat } from './chat.ts';
import { isRefusal, problemOf } from '../../shared/forms/problem.ts';

const WHILE_TYPING_MS = 150;

/**
 * People by part of their name; earlier results stay while the next ones load. Without an answer from the server it finds
 * the people in the local copy, and asks again as soon as there is a connection. Provided by the page.
 */
@Injectable()
export class PeopleSearch {
  private readonly chat = inject(Chat);
  readonly query = signal('');
  /** Characters that the server takes at most; fields must not take more. */
  readonly longest = LIMITS.searchMax;
  private readonly settled = debounced(() => this.query().trim(), WHILE_TYPING_MS);
  private readonly found = resource({
    params: () => this.settled.value(),
    loader: ({ params }) => this.chat.client.people.search(params),
  });
  private readonly answered = linkedSignal<readonly Person[] | undefined, readonly Person[]>({
    source: () => (this.found.hasValue() ? this.found.value() : undefined),
    computation: (found, previous) => found ?? previous?.value ?? [],
  });
  /** Stays while the next is looked for, like what was found. */
  private readonly error = linkedSignal<
    { readonly loading: boolean; readonly error: Error | undefined },
    Error | undefined
  >({
    source: () => ({ loading: this.found.isLoading(), error: this.found.error() }),
    computation: ({ loading, error }, previous) => (loading ? previous?.value : error),
  });
  private readonly known = computed(() => {
    const users = [...this.chat.users().values()]
      .filter(({ removed }) => !removed)
      .sort((a, b) => a.displayName.localeCompare(b.displayName));
    const found = search(users, this.query(), ({ displayName, username }) => ({
      name: displayName,
      username,
    }));
    return found.map((user): Person => ({ user }));
  });

  /** Whether what one typed last has not been answered yet. */
  readonly awaited = computed(() => this.found.isLoading() || this.settled.value() !== this.query().trim());
  readonly unanswered = computed(() => this.error() !== undefined && !isRefusal(this.error()));
  readonly problem = computed(() => (this.error() === undefined ? undefined : problemOf(this.error())));
  readonly people = computed(() => (this.unanswered() ? this.known() : this.answered()));

  constructor() {
    effect(() => {
      if (this.chat.connection().kind === 'online' && untracked(this.unanswered)) this.reload();
    });
  }

  reload(): void {
    this.found.reload();
  }
}
