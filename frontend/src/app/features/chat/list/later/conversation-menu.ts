import { inject, Service } from '@angular/core';
import { Router } from '@angular/router';
import type { ConversationRow } from '@parley/client';
import type { Preferences } from '@parley/protocol';
import { Chat } from '../../../../core/chat/chat.ts';
import { currentPath } from '../../../../core/device/current-path.ts';
import { Menus } from '../../../../core/overlays/menus.ts';
import { Toasts } from '../../../../core/overlays/toasts.ts';
import type { MenuEntry } from '../../../../shared/menu-entry.ts';
import { ACTION_MESSAGES } from '../../../../shared/later/action-messages.ts';

/** Actions on a conversation. Loaded with its menu, not with the page. */
@Service()
export class ConversationMenu {
  private readonly chat = inject(Chat);
  private readonly menus = inject(Menus);
  private readonly toasts = inject(Toasts);
  private readonly router = inject(Router);
  private readonly path = currentPath();

  /** @param origin the element it opens at */
  open(origin: HTMLElement, row: ConversationRow): Promise<void> {
    const details = ['/c', row.id, 'details'];
    return this.menus.open(origin, ACTION_MESSAGES.conversation, [
      { label: 'Details', icon: 'info', run: () => this.router.navigate(details) },
      ...this.actions(row),
    ]);
  }

  /** The same entries for the menu and the details. */
  actions({ id, preferences: { muted, archived } }: ConversationRow): readonly MenuEntry[] {
    return [
      {
        label: muted ? 'Unmute' : 'Mute',
        icon: muted ? 'bell' : 'bellOff',
        run: () => this.prefer(id, { muted: !muted }),
      },
      { label: 'Mark unread', icon: 'unread', run: () => this.markUnread(id) },
      {
        label: archived ? 'Unarchive' : 'Archive',
        icon: 'archive',
        run: () => this.archive(id, archived ? 'back' : 'away'),
      },
    ];
  }

  private prefer(id: string, change: Partial<Preferences>): Promise<void> {
    return this.chat.client.setPreferences(id, change);
  }

  /** Also leaves the conversation if it is open: otherwise it would be read again at once. */
  private async markUnread(id: string): Promise<void> {
    if (this.path().startsWith(`/c/${id}`)) await this.router.navigateByUrl('/');
    await this.prefer(id, { unread: true });
  }

  private async archive(id: string, where: 'away' | 'back'): Promise<void> {
    const archived = where === 'away';
    await this.prefer(id, { archived });
    const text = archived ? ACTION_MESSAGES.archived : ACTION_MESSAGES.unarchived;
    await this.toasts.offerUndo(text, () => this.prefer(id, { archived: !archived }));
  }
}
