import { computed, debounced, inject, Injectable, linkedSignal, resource, signal } from '@angular/core';
import type { Person } from '@parley/protocol';
import { Chat } from './chat.ts';
import { problemOf } from '../shared/problem.ts';

const WHILE_TYPING_MS = 150;

/** People by part of their name; what was found before stays while the next is looked for. Provided by the page. */
@Injectable()
export class PeopleSearch {
  private readonly chat = inject(Chat);
  readonly query = signal('');
  private readonly settled = debounced(() => this.query().trim(), WHILE_TYPING_MS);
  private readonly found = resource({
    params: () => this.settled.value(),
    loader: ({ params }) => this.chat.client.people.search(params),
  });

  readonly loading = computed(() => this.found.isLoading());
  readonly problem = computed(() => {
    const error = this.found.error();
    return error === undefined ? undefined : problemOf(error);
  });
  readonly people = linkedSignal<readonly Person[] | undefined, readonly Person[]>({
    source: () => (this.found.hasValue() ? this.found.value() : undefined),
    computation: (found, previous) => found ?? previous?.value ?? [],
  }).asReadonly();

  reload(): void {
    this.found.reload();
  }
}
