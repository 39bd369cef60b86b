import { Component, inject, input, signal } from '@angular/core';
import type { NoticeItem, TimelineItem } from '@parley/client';
import type { User, Uuid } from '@parley/protocol';
import { Chat } from '../../../core/chat/chat.ts';
import { PagedSearch } from '../../../core/chat/later/paged-search.ts';
import { Toasts } from '../../../core/overlays/toasts.ts';
import { OpenConversation } from '../../../core/chat/open-conversation.ts';
import { type Problem, problemOf } from '../../../shared/forms/problem.ts';
import { ProblemNote } from '../../../shared/forms/problem-note.ts';
import { PagedList } from '../../../shared/later/paged-list.ts';
import { PersonLine } from '../../../shared/people/person-line.ts';
import { ORDER_MESSAGES } from './order-messages.ts';

/** Who is banned from the open room, for its owners and admins: each may be let in again. */
@Component({
  selector: 'parley-banned-people',
  imports: [PagedList, PersonLine, ProblemNote],
  template: `
    <p class="muted small">{{ messages.secondAccount }}</p>
    @if (failure(); as problem) {
      <parley-problem-note [problem]="problem" />
    }
    <parley-paged-list [list]="search">
      <ul aria-label="Banned">
        @for (user of search.items() ?? []; track user.uid) {
          <li>
            <parley-person-line [user]="user" />
            <button
              type="button"
              class="quiet"
              [attr.aria-label]="'Lift ban of ' + user.displayName"
              [attr.aria-disabled]="lifting() === user.uid"
              (click)="lift(user)"
            >
              Lift ban
            </button>
          </li>
        } @empty {
          <li class="muted">{{ messages.nobodyBanned }}</li>
        }
      </ul>
    </parley-paged-list>
  `,
  styles: `
    @use '../../../../styles/details';
    :host {
      display: grid;
      gap: 0.5rem;
    }
    ul {
      @include details.people;
    }
  `,
})
export class BannedPeople {
  private readonly chat = inject(Chat);
  private readonly toasts = inject(Toasts);
  private readonly open = inject(OpenConversation);
  readonly room = input.required<Uuid>();

  protected readonly messages = ORDER_MESSAGES;
  protected readonly failure = signal<Problem | undefined>(undefined);
  protected readonly lifting = signal<Uuid | undefined>(undefined);
  protected readonly search = new PagedSearch<User>(
    async ({ about }, after) => {
      const { people, next } = await (await this.chat.client.rooms()).order.banned(roomIn(about), after);
      return { items: people, next };
    },
    ({ uid }) => uid,
    // Again after each ban and its end.
    () => `${this.room()},${String(this.lastBan())}`,
    roomIn,
  );

  protected async lift({ uid, displayName }: User): Promise<void> {
    if (this.lifting() !== undefined) return;
    this.failure.set(undefined);
    this.lifting.set(uid);
    try {
      await (await this.chat.client.rooms()).order.unban(this.room(), uid);
      await this.toasts.say(ORDER_MESSAGES.unbanned(displayName));
    } catch (error) {
      this.failure.set(problemOf(error));
    } finally {
      this.lifting.set(undefined);
      this.search.reload();
    }
  }

  /** Where the log says last who is banned; 0 where it is not here. */
  private lastBan(): number {
    const items = this.open.current()?.items() ?? [];
    return items.findLast(isBan)?.seq ?? 0;
  }
}

function roomIn(about: string): Uuid {
  return about.split(',')[0] ?? '';
}

function isBan(item: TimelineItem): item is NoticeItem {
  return item.kind === 'notice' && (item.body.kind === 'banned' || item.body.kind === 'unbanned');
}
