import { Component, computed, inject, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Machine } from '@parley/protocol';
import { Chat } from '../../core/chat/chat.ts';
import { Icon } from '../../shared/icon.ts';
import { PageHeader } from '../../shared/later/page-header.ts';
import { ListSkeleton } from '../../shared/list-skeleton.ts';
import { PersonLine } from '../../shared/people/person-line.ts';
import { problemOf } from '../../shared/forms/problem.ts';
import { ProblemNote } from '../../shared/forms/problem-note.ts';
import { allMachines } from './all-machines.ts';
import { MACHINE_MESSAGES } from './machine-messages.ts';

/** All machines of this server, for administrators. */
@Component({
  selector: 'parley-machines',
  imports: [Icon, ListSkeleton, PageHeader, PersonLine, ProblemNote, RouterLink],
  template: `
    <parley-page-header heading="Machines">
      @if (isAdmin()) {
        <a class="button quiet new" routerLink="/machines/new"><parley-icon name="add" /> New machine</a>
      }
    </parley-page-header>
    <div class="page">
      @if (!isAdmin()) {
        <p>{{ messages.onlyAdmins }}</p>
      } @else {
        <p class="muted">{{ messages.intro }}</p>
        @if (problem(); as problem) {
          <parley-problem-note [problem]="problem" />
          <button type="button" class="quiet" (click)="list.reload()">Try again</button>
        } @else if (list.hasValue()) {
          <ul aria-label="Machines">
            @for (machine of list.value(); track machine.user.uid) {
              <li>
                <a class="button" [routerLink]="['/machines', machine.user.uid]">
                  <parley-person-line [user]="machine.user" [note]="noteOn(machine)" />
                </a>
              </li>
            } @empty {
              <li>
                <p class="none muted">{{ messages.none }}</p>
              </li>
            }
          </ul>
        } @else {
          <parley-list-skeleton />
        }
      }
    </div>
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
    }
    .new {
      margin-inline-start: auto;
    }
    ul {
      margin-block-start: 0.75rem;
      list-style: none;
    }
    li a {
      display: flex;
      min-block-size: 60px;
      margin-inline: -0.5rem;
      padding-inline: 0.5rem;
      color: inherit;
    }
    .none {
      padding-block: 1rem;
    }
  `,
})
export class Machines {
  private readonly chat = inject(Chat);
  protected readonly messages = MACHINE_MESSAGES;
  protected readonly isAdmin = computed(() => this.chat.me().admin);
  protected readonly list = resource({
    params: () => this.isAdmin() || undefined,
    loader: async () => allMachines(await this.chat.client.machines()),
  });
  protected readonly problem = computed(() => {
    const error = this.list.error();
    return error === undefined ? undefined : problemOf(error);
  });

  protected noteOn({ user, purpose }: Machine): string {
    return user.removed ? MACHINE_MESSAGES.suspended : purpose;
  }
}
