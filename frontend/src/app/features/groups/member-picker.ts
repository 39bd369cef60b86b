import { Component, computed, inject, input, model } from '@angular/core';
import type { User, Uuid } from '@parley/protocol';
import { Chat } from '../../core/chat/chat.ts';
import { Names } from '../../core/chat/names.ts';
import { PeopleSearch } from '../../core/chat/people-search.ts';
import { Icon } from '../../shared/icon.ts';
import { PersonLine } from '../../shared/people/person-line.ts';
import { ProblemNote } from '../../shared/forms/problem-note.ts';

/** Chooses people for a group. */
@Component({
  selector: 'parley-member-picker',
  imports: [Icon, PersonLine, ProblemNote],
  providers: [PeopleSearch],
  template: `
    @if (chosen().length > 0) {
      <ul class="chosen" aria-label="Chosen">
        @for (user of chosen(); track user.uid) {
          <li>
            <button
              type="button"
              [attr.aria-label]="'Remove ' + names.person(user.uid)"
              (click)="toggle(user)"
            >
              <span class="ellipsis">{{ names.person(user.uid) }}</span> <parley-icon name="close" />
            </button>
          </li>
        }
      </ul>
    }
    <input
      #field
      class="input search"
      type="search"
      [attr.maxlength]="search.longest"
      aria-label="Search people"
      placeholder="Search by name"
      dir="auto"
      (input)="search.query.set(field.value)"
      (keydown.enter)="$event.preventDefault()"
    />
    @if (search.problem(); as problem) {
      <parley-problem-note [problem]="problem" />
    }
    <ul class="people" aria-label="People">
      @for (user of candidates(); track user.uid) {
        <li>
          <label>
            <parley-person-line [user]="user" />
            <input type="checkbox" [checked]="isChosen(user)" (change)="toggle(user)" />
          </label>
        </li>
      } @empty {
        @if (search.problem() === undefined && !search.awaited()) {
          <li class="muted">No one else found.</li>
        }
      }
    </ul>
  `,
  styles: `
    @use '../../../styles/checkbox';
    @include checkbox.checkbox;
    ul {
      list-style: none;
    }
    .chosen {
      display: flex;
      flex-wrap: wrap;
      gap: 0.375rem;
      margin-block-end: 0.5rem;
    }
    .chosen li {
      max-inline-size: 100%;
    }
    .chosen button {
      max-inline-size: 100%;
      gap: 0.25rem;
      padding-inline: 0.75rem 0.5rem;
      border-radius: 20px;
      background: var(--mat-sys-surface-container-high);
      font-weight: 400;
    }
    .chosen parley-icon {
      inline-size: 1rem;
    }
    .people {
      /* Half a row shows that there are more. */
      max-block-size: calc(6.5 * 56px);
      overflow-y: auto;
      margin-block-start: 0.5rem;
    }
    label {
      display: flex;
      align-items: center;
      gap: 0.75rem;
      min-block-size: 56px;
      padding-inline: 0.25rem 0.5rem;
      cursor: pointer;
    }
  `,
})
export class MemberPicker {
  private readonly chat = inject(Chat);
  protected readonly names = inject(Names);
  protected readonly search = inject(PeopleSearch);

  readonly chosen = model<readonly User[]>([]);
  /** The current members. */
  readonly without = input<readonly Uuid[]>([]);

  protected readonly candidates = computed(() => {
    const left = new Set([...this.without(), this.chat.me().uid]);
    return this.search
      .people()
      .map(({ user }) => user)
      .filter(({ uid }) => !left.has(uid));
  });

  protected isChosen({ uid }: User): boolean {
    return this.chosen().some((user) => user.uid === uid);
  }

  protected toggle(user: User): void {
    this.chosen.update((users) =>
      this.isChosen(user) ? users.filter(({ uid }) => uid !== user.uid) : [...users, user],
    );
  }
}
