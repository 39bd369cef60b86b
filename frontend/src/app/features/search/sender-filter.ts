import { Component, computed, effect, inject, input, output, signal } from '@angular/core';
import type { User, Uuid } from '@parley/protocol';
import { Chat } from '../../core/chat/chat.ts';
import { Names } from '../../core/chat/names.ts';
import { OpenConversation } from '../../core/chat/open-conversation.ts';
import { PeopleSearch } from '../../core/chat/people-search.ts';
import { Icon } from '../../shared/icon.ts';
import { PersonLine } from '../../shared/people/person-line.ts';

const SHOWN = 5;

/** By whom messages have to be: somebody who is found by their name. */
@Component({
  selector: 'parley-sender-filter',
  imports: [Icon, PersonLine],
  providers: [PeopleSearch],
  template: `
    @if (sender(); as uid) {
      <p class="chosen">
        <span class="ellipsis">From {{ names.person(uid) }}</span>
        <button
          type="button"
          class="icon-button"
          [attr.aria-label]="'Not only from ' + names.person(uid)"
          (click)="choose(undefined)"
        >
          <parley-icon name="close" />
        </button>
      </p>
    } @else {
      <input
        #field
        class="input search"
        type="search"
        aria-label="Sender"
        placeholder="From anyone"
        dir="auto"
        [attr.maxlength]="search.longest"
        (input)="look(field.value)"
      />
      @if (looked() !== '') {
        <ul aria-label="People">
          @for (user of found(); track user.uid) {
            <li>
              <button type="button" (click)="choose(user)"><parley-person-line [user]="user" /></button>
            </li>
          } @empty {
            @if (!search.awaited()) {
              <li class="muted small">No people match.</li>
            }
          }
        </ul>
      }
    }
  `,
  styles: `
    .chosen {
      display: flex;
      align-items: center;
      justify-content: space-between;
      padding-inline-start: 0.75rem;
      border-radius: var(--radius-control);
      background: var(--mat-sys-surface-container-high);
    }
    ul {
      list-style: none;
    }
    li button {
      inline-size: 100%;
      min-block-size: 52px;
      padding-inline: 0.25rem;
    }
    li.small {
      padding: 0.5rem 0.25rem;
    }
  `,
})
export class SenderFilter {
  private readonly chat = inject(Chat);
  private readonly open = inject(OpenConversation);
  protected readonly names = inject(Names);
  protected readonly search = inject(PeopleSearch);
  readonly sender = input<Uuid>();
  readonly chosen = output<Uuid | undefined>();

  protected readonly looked = signal('');
  protected readonly found = computed(() =>
    this.search
      .people()
      .slice(0, SHOWN)
      .map(({ user }) => user),
  );

  constructor() {
    effect(() => {
      // Whom one looks for among sealed messages is as little the server's as the words.
      const isOpen = this.chat.sealed().get(this.open.id() ?? '')?.protection === 'open';
      this.search.isLocal.set(!isOpen);
    });
  }

  protected look(name: string): void {
    this.looked.set(name.trim());
    this.search.query.set(name);
  }

  protected choose(user: User | undefined): void {
    this.look('');
    this.chosen.emit(user?.uid);
  }
}
