import { Component, computed, effect, inject, resource } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Chat } from '../../../../core/chat/chat.ts';
import { OpenConversation } from '../../../../core/chat/open-conversation.ts';
import { isRefusal, problemOf } from '../../../../shared/forms/problem.ts';
import { ProblemNote } from '../../../../shared/forms/problem-note.ts';

/** That there is no such room. */
const NOWHERE: ReadonlySet<string> = new Set(['E_NOT_FOUND', 'E_BAD_REQUEST']);

/** At the address of a conversation that this user does not have: a room's leads to its page, where one joins it. */
@Component({
  selector: 'parley-missing',
  imports: [ProblemNote, RouterLink],
  template: `
    @if (problem(); as problem) {
      <parley-problem-note [problem]="problem" />
      <button type="button" class="quiet" (click)="room.reload()">Try again</button>
    } @else if (isNowhere()) {
      <h1>Not found</h1>
      <p class="muted">
        This conversation doesn't exist, or you're not in it.
        <a routerLink="/">Show all conversations</a>
      </p>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 0.5rem;
      margin: auto;
      padding: 1rem;
      text-align: center;
    }
  `,
})
export class Missing {
  private readonly chat = inject(Chat);
  private readonly open = inject(OpenConversation);
  private readonly router = inject(Router);

  protected readonly room = resource({
    params: () => this.open.id(),
    loader: async ({ params }) => (await this.chat.client.rooms()).room(params),
  });
  protected readonly isNowhere = computed(() => {
    const error = this.room.error();
    return isRefusal(error) && NOWHERE.has(error.code);
  });
  protected readonly problem = computed(() => {
    const error = this.room.error();
    return error === undefined || this.isNowhere() ? undefined : problemOf(error);
  });

  constructor() {
    effect(() => {
      if (this.room.hasValue())
        void this.router.navigate(['/rooms', this.room.value().conversation], { replaceUrl: true });
    });
  }
}
