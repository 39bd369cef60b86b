import { Component, computed, inject } from '@angular/core';
import { RouterLink, RouterOutlet } from '@angular/router';
import { Chat } from '../../core/chat/chat.ts';
import { currentPath } from '../../core/device/current-path.ts';
import { LaterIcon } from '../../shared/later/later-icon.ts';
import { PageHeader } from '../../shared/later/page-header.ts';
import { ADMIN_MESSAGES } from './admin-messages.ts';
import { SECTIONS } from './sections.ts';

/** What stands around each page for administrators. Others are told that it is not for them; the server refuses them anyway. */
@Component({
  selector: 'parley-admin',
  imports: [LaterIcon, PageHeader, RouterLink, RouterOutlet],
  template: `
    <parley-page-header heading="Administration" />
    <div class="page">
      @if (isAdmin()) {
        <nav aria-label="Administration">
          @for (entry of sections; track entry.id) {
            <a
              class="button"
              [routerLink]="['/admin', entry.id]"
              [class.active]="entry === shown()"
              [attr.aria-current]="entry === shown() ? 'page' : null"
            >
              <parley-icon [name]="entry.icon" /> {{ entry.name }}
            </a>
          }
          <a class="button" routerLink="/machines"><parley-icon name="machine" /> Machines</a>
        </nav>
        <section [attr.aria-label]="shown().name">
          <h2>{{ shown().name }}</h2>
          <router-outlet />
        </section>
      } @else {
        <p>{{ messages.onlyAdmins }}</p>
      }
    </div>
  `,
  styleUrl: './admin.scss',
})
export class Admin {
  private readonly chat = inject(Chat);
  private readonly path = currentPath();
  protected readonly messages = ADMIN_MESSAGES;
  protected readonly sections = SECTIONS;
  protected readonly isAdmin = computed(() => this.chat.me().admin);
  protected readonly shown = computed(() => {
    const [, , section] = this.path().split('/');
    return SECTIONS.find(({ id }) => id === section) ?? SECTIONS[0];
  });
}
