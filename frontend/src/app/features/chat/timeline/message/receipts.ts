import { computed, inject, Injectable, Injector } from '@angular/core';
import type { MessageItem } from '@parley/client';
import { Chat } from '../../../../core/chat/chat.ts';
import { OpenConversation } from '../../../../core/chat/open-conversation.ts';
import { part } from '../../../../core/parts/parts.ts';

/** Who has received and read one's own message, shown on request. Provided by the conversation. */
@Injectable()
export class Receipts {
  private readonly injector = inject(Injector);
  private readonly chat = inject(Chat);
  private readonly open = inject(OpenConversation);

  /** Whether other members' marks exist. In the announcements, none are known. */
  readonly known = computed(() => {
    const row = this.chat.row(this.open.id() ?? '');
    return row?.type === 'group' && row.role !== null && row.memberCount > 1;
  });

  async show(origin: HTMLElement, { seq }: MessageItem): Promise<void> {
    const conversation = this.open.id();
    if (seq === undefined || conversation === undefined) return;
    const [{ Floating }, { ReceiptsPanel }] = await Promise.all([
      part(() => import('../../../../shared/later/floating.ts')),
      part(() => import('./later/receipts-panel.ts')),
    ]);
    const others = this.chat.client.marks(conversation).filter(({ uid }) => uid !== this.chat.me().uid);
    const panel = new Floating(this.injector, origin, ReceiptsPanel).component;
    panel.setInput(
      'read',
      others.filter((mark) => mark.read >= seq).map(({ uid }) => uid),
    );
    panel.setInput(
      'delivered',
      others.filter((mark) => mark.read < seq && mark.delivered >= seq).map(({ uid }) => uid),
    );
    panel.setInput(
      'waiting',
      others.filter((mark) => mark.delivered < seq).map(({ uid }) => uid),
    );
  }
}
