import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, signal } from '@angular/core';
import type { RoomMember, User, Uuid } from '@parley/protocol';
import { Chat } from '../../../core/chat/chat.ts';
import { PagedSearch } from '../../../core/chat/later/paged-search.ts';
import { PagedList } from '../../../shared/later/paged-list.ts';
import { PersonLine } from '../../../shared/people/person-line.ts';
import { loadMembers } from '../members/load-members.ts';
import { ORDER_MESSAGES } from './order-messages.ts';

/** What a member of a room is chosen for. */
export interface Choosing {
  readonly room: Uuid;
  readonly question: {
    readonly title: string;
    readonly text: string;
    /** Label of the button that confirms. @param name of who is chosen */
    readonly action: (name?: string) => string;
  };
  /** Whether the user may choose themselves, too. */
  readonly withMe?: boolean;
}

/** Chooses one member of a room, who has an account in use. Closed with them. */
@Component({
  selector: 'parley-choose-member',
  imports: [PagedList, PersonLine],
  host: { role: 'document' },
  template: `
    <h2>{{ choosing.question.title }}</h2>
    <p>{{ choosing.question.text }}</p>
    <input
      #field
      class="input search"
      type="search"
      [attr.maxlength]="search.longest"
      aria-label="Search members"
      placeholder="Search members"
      dir="auto"
      (input)="search.query.set(field.value)"
    />
    <parley-paged-list [list]="search" more="Show more members">
      <ul aria-label="Members">
        @for (member of members(); track member.user.uid) {
          <li>
            <label>
              <parley-person-line
                [user]="member.user"
                [note]="isMe(member.user) ? 'you' : ''"
                [online]="isMe(member.user) ? undefined : member.online"
              />
              <input
                type="radio"
                name="member"
                [checked]="chosen()?.uid === member.user.uid"
                (change)="picked.set(member.user.uid)"
              />
            </label>
          </li>
        } @empty {
          @if (!search.awaited()) {
            <li class="muted">{{ nobody() }}</li>
          }
        }
      </ul>
    </parley-paged-list>
    <div class="actions">
      <button type="button" class="outlined" (click)="ref.close()">Cancel</button>
      <button type="button" class="primary" [disabled]="chosen() === undefined" (click)="ref.close(chosen())">
        {{ choosing.question.action(chosen()?.displayName) }}
      </button>
    </div>
  `,
  styleUrl: './choose-member.scss',
})
export class ChooseMember {
  private readonly chat = inject(Chat);
  protected readonly ref = inject<DialogRef<User>>(DialogRef);
  protected readonly choosing = inject<Choosing>(DIALOG_DATA);
  protected readonly picked = signal<Uuid | undefined>(undefined);
  protected readonly search = new PagedSearch<RoomMember>(
    ({ query, about }, after) => loadMembers(this.chat, about, query, after),
    ({ user }) => user.uid,
    () => this.choosing.room,
  );
  protected readonly members = computed(() =>
    (this.search.items() ?? []).filter(
      ({ user }) => !user.removed && (this.choosing.withMe === true || !this.isMe(user)),
    ),
  );
  /** Nobody whose row is not shown: it could not be seen who that is. */
  protected readonly chosen = computed(
    () => this.members().find(({ user }) => user.uid === this.picked())?.user,
  );
  protected readonly nobody = computed(() => {
    const query = this.search.query().trim();
    return query === '' ? ORDER_MESSAGES.nobodyToChoose : ORDER_MESSAGES.noMatch(query);
  });

  protected isMe({ uid }: User): boolean {
    return uid === this.chat.me().uid;
  }
}
