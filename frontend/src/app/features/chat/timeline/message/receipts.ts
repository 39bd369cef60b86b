import { computed, inject, Injectable, Injector } from '@angular/core';
import type { MessageItem } from '@parley/client';
import { LIMITS } from '@parley/protocol/core';
import { Chat } from '../../../../core/chat/chat.ts';
import { OpenConversation } from '../../../../core/chat/open-conversation.ts';
import { part } from '../../../../core/parts/parts.ts';

/** Who has received and read one's own message, shown on request. Provided by the conversation. */
@Injectable()
export class Receipts {
  private readonly injector = inject(Injector);
  private readonly chat = inject(Chat);
  private readonly open = inject(OpenConversation);

  /** Whether other members' marks exist. In the announcements and in large rooms, none are known. */
  readonly known = computed(() => {
    const row = this.chat.row(this.open.id() ?? '');
    if (row?.type !== 'group' || row.role === null) return false;
    return row.memberCount > 1 && !(row.isRoom && row.memberCount > LIMITS.marksMembers);
  });

  async show(origin: HTMLElement, { seq }: MessageItem): Promise<void> {
    const conversation = this.open.id();
    if (seq === undefined || conversation === undefined) return;
    const { showReceipts } = await part(() => import('./later/show-receipts.ts'));
    const others = this.chat.client.marks(conversation).filter(({ uid }) => uid !== this.chat.me().uid);
    showReceipts(this.injector, origin, seq, others);
  }
}
