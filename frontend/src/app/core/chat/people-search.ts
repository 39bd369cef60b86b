import { computed, inject, Injectable, signal, type WritableSignal } from '@angular/core';
import type { Person } from '@parley/protocol';
import { search } from '@parley/protocol/core';
import { Chat } from './chat.ts';
import { ServerSearch } from './server-search.ts';

/** People by part of their name. Without an answer from the server it finds the people in the local copy. Provided by the page. */
@Injectable()
export class PeopleSearch extends ServerSearch<readonly Person[]> {
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

  /** Whether only the local copy is looked through: the server is not to learn whom one looks for. */
  readonly isLocal: WritableSignal<boolean>;
  readonly problem = this.failure;
  readonly people = computed(() =>
    this.isLocal() || this.unanswered() ? this.known() : (this.found() ?? []),
  );

  constructor() {
    const chat = inject(Chat);
    const isLocal = signal(false);
    super(
      ({ query }) => chat.client.people.search(query),
      () => (isLocal() ? undefined : ''),
    );
    this.isLocal = isLocal;
  }
}
