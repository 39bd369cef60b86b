import { Component, computed, effect, inject, input, output, signal } from '@angular/core';
import type { User, Uuid } from '@parley/protocol';
import { Icon } from '../../../shared/icon.ts';
import { PersonLine } from '../../../shared/people/person-line.ts';
import { PeopleSearch } from '../people-search.ts';

const SHOWN = 5;

interface PersonFilterWords {
  readonly label: string;
  /** While nobody is chosen. */
  readonly anybody: string;
  readonly only: (name: string) => string;
  readonly notOnly: (name: string) => string;
}

/** Whose entries a list shows: somebody who is found by their name. */
@Component({
  selector: 'parley-person-filter',
  imports: [Icon, PersonLine],
  providers: [PeopleSearch],
  template: `
    @if (person(); as uid) {
      <p class="chosen">
        <span class="ellipsis">{{ words().only(name()) }}</span>
        <button
          type="button"
          class="icon-button"
          [attr.aria-label]="words().notOnly(name())"
          (click)="chosen.emit(undefined)"
        >
          <parley-icon name="close" />
        </button>
      </p>
    } @else {
      <input
        #field
        class="input"
        type="search"
        [attr.aria-label]="words().label"
        [attr.placeholder]="words().anybody"
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
    :host {
      display: block;
      position: relative;
    }
    .chosen {
      display: flex;
      align-items: center;
      justify-content: space-between;
      min-block-size: 44px;
      padding-inline-start: 0.75rem;
      border-radius: var(--radius-control);
      background: var(--mat-sys-surface-container-high);
    }
    ul {
      position: absolute;
      z-index: 1;
      inset-inline: 0;
      margin-block-start: 4px;
      padding: 0.25rem;
      border-radius: var(--radius-control);
      background: var(--mat-sys-surface-container-high);
      box-shadow: var(--shadow-float);
      list-style: none;
    }
    li button {
      inline-size: 100%;
      min-block-size: 52px;
      padding-inline: 0.25rem;
    }
    li.small {
      padding: 0.5rem;
    }
  `,
})
export class PersonFilter {
  protected readonly search = inject(PeopleSearch);
  readonly person = input<Uuid>();
  readonly name = input('');
  readonly words = input.required<PersonFilterWords>();
  /** Whether the server is not to learn whom one looks for. */
  readonly isLocal = input(false);
  readonly chosen = output<Uuid | undefined>();

  protected readonly looked = signal('');
  protected readonly found = computed(() =>
    this.search
      .people()
      .slice(0, SHOWN)
      .map(({ user }) => user),
  );

  constructor() {
    effect(() => this.search.isLocal.set(this.isLocal()));
  }

  protected look(name: string): void {
    this.looked.set(name.trim());
    this.search.query.set(name);
  }

  protected choose(user: User): void {
    this.look('');
    this.chosen.emit(user.uid);
  }
}
