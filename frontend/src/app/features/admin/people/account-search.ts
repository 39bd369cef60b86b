import { computed, inject, Injectable, type Signal, signal, type WritableSignal } from '@angular/core';
import type { AccountInfo, User, Uuid } from '@parley/protocol';
import { PagedSearch } from '../../../core/chat/later/paged-search.ts';
import { Session } from '../../../core/session/session.ts';

interface Around {
  /** Of the pages so far: those who invited somebody. */
  readonly inviters: ReadonlyMap<Uuid, User>;
  readonly total: number;
}

/** All accounts by their names. Provided by the page. */
@Injectable()
export class AccountSearch extends PagedSearch<AccountInfo> {
  private readonly around: WritableSignal<Around | undefined>;
  readonly total: Signal<number | undefined>;

  constructor() {
    const session = inject(Session);
    const around = signal<Around | undefined>(undefined);
    super(
      async ({ query }, after) => {
        const accounts = await (await session.client()).accounts();
        const page = await accounts.page(query, after);
        around.update((before) => ({
          inviters: new Map([
            ...(before?.inviters ?? []),
            ...page.users.map((user) => [user.uid, user] as const),
          ]),
          total: page.total,
        }));
        return { items: page.accounts, next: page.next };
      },
      ({ user }) => user.uid,
      () => '',
    );
    this.around = around;
    this.total = computed(() => around()?.total);
  }

  inviterOf({ invitedBy }: AccountInfo): User | undefined {
    return invitedBy === undefined ? undefined : this.around()?.inviters.get(invitedBy);
  }
}
