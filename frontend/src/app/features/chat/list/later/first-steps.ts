import { Component, inject, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { directConversation } from '@parley/client/direct';
import { ANNOUNCEMENTS } from '@parley/protocol/core';
import { Chat } from '../../../../core/chat/chat.ts';
import { Session } from '../../../../core/session/session.ts';
import { LaterIcon } from '../../../../shared/later/later-icon.ts';

/** First steps for a user without anybody to talk to yet. The administrator has to invite the others. */
@Component({
  selector: 'parley-first-steps',
  imports: [LaterIcon, RouterLink],
  template: `
    @if (welcome.hasValue() && welcome.value() !== '') {
      <p class="welcome" dir="auto">{{ welcome.value() }}</p>
    }
    @if (chat.me().admin) {
      <p class="muted">Your server is ready. Here's what to do next:</p>
      <ul>
        <li>
          <a routerLink="/settings/invitations">
            <parley-icon name="mail" /> <strong>Invite your colleagues</strong>
            <span class="muted small">Create a link for each of them and send it.</span>
          </a>
        </li>
        <li>
          <a [routerLink]="['/c', announcements]">
            <parley-icon name="bell" /> <strong>Write an announcement</strong>
            <span class="muted small">Everyone who joins can read it.</span>
          </a>
        </li>
        <li>
          <a [routerLink]="['/c', notes()]">
            <parley-icon name="edit" /> <strong>Try it out</strong>
            <span class="muted small">Send a note to yourself.</span>
          </a>
        </li>
      </ul>
    } @else {
      <p class="beside muted">Write to a colleague, or press + to start a group.</p>
      <a class="button primary" routerLink="/people">Find a colleague</a>
    }
  `,
  styles: `
    :host {
      display: grid;
      justify-items: center;
      gap: 0.75rem;
    }
    .welcome {
      max-inline-size: 32rem;
      white-space: pre-line;
      overflow-wrap: anywhere;
    }
    ul {
      display: grid;
      gap: 0.5rem;
      inline-size: min(22rem, 100%);
      margin: 0;
      padding: 0;
      list-style: none;
      text-align: start;
    }
    li a {
      display: grid;
      grid-template-columns: auto 1fr;
      align-items: center;
      column-gap: 0.875rem;
      padding: 0.75rem 1rem;
      border: 1px solid var(--mat-sys-outline-variant);
      border-radius: var(--radius-control);
      color: inherit;
      text-decoration: none;
    }
    li a:hover {
      background: color-mix(in srgb, var(--mat-sys-on-surface) 5%, transparent);
    }
    strong {
      font-weight: 600;
    }
    // If the steps are inside the list, they begin where its words begin, and the list says already what to do.
    @media (width < 640px) {
      :host {
        justify-items: start;
      }
      ul {
        inline-size: 100%;
      }
      .beside {
        display: none;
      }
    }
    parley-icon {
      grid-row: span 2;
      color: var(--mat-sys-primary);
    }
  `,
})
export class FirstSteps {
  protected readonly chat = inject(Chat);
  private readonly session = inject(Session);
  protected readonly announcements = ANNOUNCEMENTS;
  /** What administrators want new people to read. Without an answer there is none; a server of an earlier version knows of none. */
  protected readonly welcome = resource({
    params: () => this.session.server().welcome,
    loader: async () => (await (await this.session.client()).serverSettings()).welcome(),
  });

  protected notes(): string {
    return directConversation(this.chat.client, this.chat.me().uid);
  }
}
