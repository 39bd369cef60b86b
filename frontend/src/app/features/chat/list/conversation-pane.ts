import { Component, inject } from '@angular/core';
import { Router } from '@angular/router';
import { Chat } from '../../../core/chat/chat.ts';
import { Dialogs } from '../../../core/overlays/dialogs.ts';
import { Menus } from '../../../core/overlays/menus.ts';
import { injectPart, part } from '../../../core/parts/parts.ts';
import { Avatar } from '../../../shared/people/avatar.ts';
import { commandKey } from '../../../shared/command-key.ts';
import { Icon } from '../../../shared/icon.ts';
import { Link } from '../../../shared/link.ts';
import { MESSAGES } from '../../../shared/messages.ts';
import { ConversationList } from './conversation-list.ts';

/** The left pane: the user's own menu, the search field, and the list. */
@Component({
  selector: 'parley-conversation-pane',
  imports: [Avatar, ConversationList, Icon, Link],
  host: { role: 'navigation', 'aria-label': 'Parley' },
  template: `
    <div class="top">
      <button #me type="button" class="me" aria-haspopup="menu" (click)="account(me)">
        <parley-avatar
          size="small"
          [id]="chat.me().uid"
          [name]="chat.me().displayName"
          [colour]="chat.me().colour ?? undefined"
        />
        <span class="visually-hidden">Account: </span>
        <span class="ellipsis">{{ chat.me().displayName }}</span>
      </button>
      <a class="button icon-button" parleyLink="/people" aria-label="People" title="People"
        ><parley-icon name="person"
      /></a>
      <a class="button icon-button" parleyLink="/rooms" aria-label="Rooms" title="Rooms"
        ><parley-icon name="room"
      /></a>
      <a class="button icon-button" parleyLink="/groups/new" aria-label="New group" title="New group"
        ><parley-icon name="add"
      /></a>
    </div>
    <button type="button" class="find" aria-keyshortcuts="Control+K Meta+K" (click)="find()">
      <parley-icon name="search" /> Find or start a conversation <kbd aria-hidden="true">{{ command }} K</kbd>
    </button>
    <parley-conversation-list />
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      background: var(--mat-sys-surface-container-low);
      --behind: var(--mat-sys-surface-container-low);
    }
    .top {
      display: flex;
      align-items: center;
      min-block-size: 60px;
      padding-inline: 0.5rem;
    }
    .me {
      flex: 1;
      min-inline-size: 0;
      justify-content: flex-start;
      padding-inline: 0.5rem;
      gap: 0.625rem;
      font-weight: 600;
    }
    .find {
      justify-content: flex-start;
      margin: 0 0.75rem 0.5rem;
      padding-inline: 0.625rem;
      background: var(--mat-sys-surface-container-high);
      color: var(--mat-sys-on-surface-variant);
      font-weight: 400;
      white-space: nowrap;
      overflow: hidden;
    }
    .find parley-icon {
      --size: 1.125rem;
    }
    kbd {
      margin-inline-start: auto;
      font: inherit;
      font-size: var(--text-tiny);
    }
    @media (hover: none), (width < 1100px) {
      kbd {
        display: none;
      }
    }
  `,
})
export class ConversationPane {
  protected readonly chat = inject(Chat);
  protected readonly command = commandKey();
  private readonly menus = inject(Menus);
  private readonly dialogs = inject(Dialogs);
  private readonly router = inject(Router);
  private readonly loadLogout = injectPart(() =>
    part(() => import('./later/logout.ts')).then(({ Logout }) => Logout),
  );

  protected find(): Promise<unknown> {
    return this.dialogs.show(
      MESSAGES.find,
      () => part(() => import('../finder/later/finder.ts')).then(({ Finder }) => Finder),
      {
        place: 'top',
      },
    );
  }

  protected account(origin: HTMLElement): Promise<void> {
    return this.menus.open(origin, 'Account', [
      { label: 'Profile', icon: 'person', run: () => this.router.navigate(['/settings/profile']) },
      { label: 'Settings', icon: 'settings', run: () => this.router.navigate(['/settings/appearance']) },
      { label: 'Log out', icon: 'leave', danger: true, run: () => this.logOut() },
    ]);
  }

  private async logOut(): Promise<void> {
    await (await this.loadLogout()).ask();
  }
}
