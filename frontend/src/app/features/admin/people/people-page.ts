import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { AccountInfo } from '@parley/protocol';
import { Menus } from '../../../core/overlays/menus.ts';
import { PagedList } from '../../../shared/later/paged-list.ts';
import { AccountActions } from './account-actions.ts';
import { AccountLine } from './account-line.ts';
import { AccountSearch } from './account-search.ts';
import { PEOPLE_MESSAGES } from './people-messages.ts';

/** All accounts of this server. */
@Component({
  selector: 'parley-people-page',
  imports: [AccountLine, PagedList, RouterLink],
  providers: [AccountSearch],
  templateUrl: './people-page.html',
  styleUrl: './people-page.scss',
})
export class PeoplePage {
  private readonly actions = inject(AccountActions);
  private readonly menus = inject(Menus);
  protected readonly search = inject(AccountSearch);
  protected readonly total = computed(() => {
    const total = this.search.total();
    return total === undefined ? '' : PEOPLE_MESSAGES.total(total);
  });
  protected readonly nothing = computed(() => PEOPLE_MESSAGES.noneMatch(this.search.query().trim()));
  /** How many match, for who does not see the list. */
  protected readonly said = computed(() => {
    if (this.search.query().trim() === '' || this.search.awaited()) return '';
    const { length } = this.search.items() ?? [];
    return length === 0 ? this.nothing() : PEOPLE_MESSAGES.found(length);
  });

  protected entriesOf(account: AccountInfo) {
    return this.actions.entries(account, () => this.search.reload());
  }

  protected open(origin: HTMLElement, account: AccountInfo): Promise<void> {
    return this.menus.open(origin, `Actions for ${account.user.displayName}`, this.entriesOf(account));
  }
}
