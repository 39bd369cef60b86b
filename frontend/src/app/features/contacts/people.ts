import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { directConversation } from '@parley/client/direct';
import type { User } from '@parley/protocol';
import { Chat } from '../../core/chat/chat.ts';
import { PeopleSearch } from '../../core/chat/people-search.ts';
import { PageHeader } from '../../shared/later/page-header.ts';
import { ListSkeleton } from '../../shared/list-skeleton.ts';
import { PersonLine } from '../../shared/people/person-line.ts';
import { ProblemNote } from '../../shared/forms/problem-note.ts';

/** Everyone on this server; a click starts or opens the conversation. */
@Component({
  selector: 'parley-people',
  imports: [ListSkeleton, PageHeader, PersonLine, ProblemNote, RouterLink],
  providers: [PeopleSearch],
  template: `
    <parley-page-header heading="People" />
    <div class="page">
      <input
        #field
        class="input search"
        type="search"
        [attr.maxlength]="search.longest"
        aria-label="Search people"
        placeholder="Search by name"
        dir="auto"
        (input)="search.query.set(field.value)"
      />
      @if (search.problem(); as problem) {
        <parley-problem-note [problem]="problem" />
        <button type="button" class="quiet" (click)="search.reload()">Try again</button>
      }
      @if (search.people().length > 0) {
        <ul aria-label="People">
          @for (person of search.people(); track person.user.uid) {
            <li>
              <a class="button" [routerLink]="['/c', conversationWith(person.user)]">
                <parley-person-line
                  [user]="person.user"
                  [online]="chat.presence().get(person.user.uid)?.online ?? person.presence?.online"
                  [note]="noteOn(person.user)"
                />
              </a>
            </li>
          }
        </ul>
      } @else if (search.awaited()) {
        <parley-list-skeleton />
      } @else if (search.problem() === undefined) {
        <p class="none muted" role="status">
          No people match “{{ search.query() }}”. Ask for the username, or invite them in the settings.
        </p>
      }
    </div>
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
    }
    parley-problem-note {
      margin-block-start: 0.75rem;
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
export class People {
  protected readonly chat = inject(Chat);
  protected readonly search = inject(PeopleSearch);

  protected conversationWith({ uid }: User): string {
    return directConversation(this.chat.client, uid);
  }

  protected noteOn({ uid }: User): string {
    if (uid === this.chat.me().uid) return 'you';
    return this.chat.blocked().has(uid) ? 'blocked' : '';
  }
}
