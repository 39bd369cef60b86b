import { DestroyRef, DOCUMENT, effect, inject, Service, untracked } from '@angular/core';
import { Router } from '@angular/router';
import type { Arrival } from '@parley/client';
import type { TextContent, Uuid } from '@parley/protocol';
import { isTold } from '@parley/protocol/core';
import { plainText } from '../../../shared/message-text/plain-text.ts';
import { Chat } from '../../chat/chat.ts';
import { DeviceSettings } from '../../device/device-settings.ts';
import { Names } from '../../chat/names.ts';
import { NotificationPermission } from '../notification-permission.ts';
import { SystemNotifications, type SystemNotification } from './system-notifications.ts';

/** Desktop notifications: one per conversation, removed when it is read on any device. */
@Service()
export class Notifications {
  private readonly chat = inject(Chat);
  private readonly settings = inject(DeviceSettings);
  private readonly names = inject(Names);
  private readonly router = inject(Router);
  private readonly document = inject(DOCUMENT);
  private readonly system = inject(SystemNotifications);
  private readonly permission = inject(NotificationPermission);
  private readonly shown = new Set<Uuid>();
  /** What came in this turn, by conversation: after a long time away thousands come at once, and the newest of each is enough. */
  private readonly coming = new Map<Uuid, Pick<SystemNotification, 'title' | 'body'>>();

  /** Runs until the owner is destroyed; call it in an injection context. */
  start(owner = inject(DestroyRef)): void {
    owner.onDestroy(this.chat.client.onArrival((arrival) => this.announce(arrival)));
    owner.onDestroy(() => this.shown.forEach((conversation) => this.system.withdraw(conversation)));
    effect(() => this.withdrawRead());
    void this.system.tags().then((tags) => {
      // The session may have ended meanwhile, and the chat with it.
      if (owner.destroyed) return;
      for (const tag of tags) this.shown.add(tag);
      untracked(() => this.withdrawRead());
    });
  }

  private announce({ conversation, message }: Arrival): void {
    const row = this.chat.row(conversation);
    const text = message.unopened ? 'New message' : message.content?.text;
    if (row === undefined || text === undefined) return;
    if (!this.isWanted(conversation, message.content)) return;
    const isMachine = this.chat.user(message.sender)?.kind === 'machine';
    const sender = `${this.names.person(message.sender)}${isMachine ? ' (machine)' : ''}`;
    const title = row.type === 'direct' ? sender : `${sender} · ${this.names.conversation(row)}`;
    if (this.coming.size === 0) queueMicrotask(() => this.showComing());
    const isPlain = message.plain === true && this.chat.sealed().get(conversation)?.protection === 'simple';
    const body = plainText(text);
    this.coming.set(conversation, { title, body: isPlain ? `Not encrypted: ${body}` : body });
  }

  private isWanted(conversation: Uuid, content: TextContent | undefined): boolean {
    if (this.permission.state() !== 'granted') return false;
    const row = this.chat.row(conversation);
    const choice = this.settings.notifications();
    if (row === undefined || row.blocked || choice === 'none') return false;
    const mentioned = isTold(content, this.chat.me().uid);
    if (!mentioned && (choice === 'mentions' || row.preferences.muted || row.preferences.archived))
      return false;
    const looking = this.document.hasFocus() && this.router.url.startsWith(`/c/${conversation}`);
    return !looking;
  }

  private showComing(): void {
    const silent = !this.settings.sound();
    for (const [conversation, note] of this.coming) {
      this.shown.add(conversation);
      this.system.show({ ...note, tag: conversation, url: `/c/${conversation}`, silent });
    }
    this.coming.clear();
  }

  private withdrawRead(): void {
    for (const { id, unread } of this.chat.conversations() ?? []) {
      if (unread === 0 && this.shown.delete(id)) this.system.withdraw(id);
    }
  }
}
