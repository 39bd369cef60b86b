import { inject, Service } from '@angular/core';
import type { MessageItem } from '@parley/client';
import { isEditable } from '@parley/client/chat';
import type { ConversationState, Uuid } from '@parley/protocol';
import { outranks, roleOf } from '@parley/protocol/core';
import { Chat } from '../../../../../core/chat/chat.ts';
import { mayDeleteIn } from '../../../../../core/chat/later/may-delete-in.ts';
import { Clock } from '../../../../../core/device/clock.ts';
import { Confirm } from '../../../../../core/overlays/confirm.ts';
import { Dialogs } from '../../../../../core/overlays/dialogs.ts';
import { Names } from '../../../../../core/chat/names.ts';
import { Toasts } from '../../../../../core/overlays/toasts.ts';
import { copyText } from '../../../../../shared/copy-text.ts';
import type { MenuEntry } from '../../../../../shared/menu-entry.ts';
import { ACTION_MESSAGES } from '../../../../../shared/later/action-messages.ts';
import type { Reported } from './report/report-dialog.ts';
import type { FinderResult } from '../../../finder/later/finder-result.ts';
import { protectionOf } from './protection-of.ts';
import { PendingDeletions } from './pending-deletions.ts';
import { part } from '../../../../../core/parts/parts.ts';

interface Place {
  readonly conversation: Uuid;
  /** Undefined until known: who may delete what others wrote. */
  readonly state: ConversationState | undefined;
  /** Begins to edit the message. */
  readonly edit: () => void;
}

/** Actions on a message, other than replying. Loaded with the first action, not with the page. */
@Service()
export class MessageActions {
  private readonly chat = inject(Chat);
  private readonly clock = inject(Clock);
  private readonly confirm = inject(Confirm);
  private readonly dialogs = inject(Dialogs);
  private readonly names = inject(Names);
  private readonly toasts = inject(Toasts);
  private readonly deletions = inject(PendingDeletions);

  entries(item: MessageItem, { conversation, state, edit }: Place): MenuEntry[] {
    const { seq, content, own, pinned, sender } = item;
    if (seq === undefined || content === undefined) return [];
    const toRead: MenuEntry[] = [
      { label: 'Copy text', icon: 'copy', run: () => this.copy(content.text) },
      { label: 'Copy link', icon: 'link', run: () => this.copy(addressOf(conversation, seq)) },
      { label: 'Forward', icon: 'forward', run: () => this.forward(item, conversation) },
    ];
    const reports = own || item.deleted ? [] : [this.report(conversation, seq)];
    const deletions =
      mayDeleteIn(this.chat.row(conversation), this.chat.me(), this.clock.now()) &&
      (own || this.mayDeleteOf(sender, state))
        ? [this.deletion(conversation, seq, item)]
        : [];
    if (this.chat.rightsIn(conversation) !== 'write') return [...toRead, ...reports, ...deletions];
    const forAll: MenuEntry[] = [
      ...toRead,
      {
        label: pinned ? 'Unpin' : 'Pin',
        icon: 'pin',
        run: () => this.chat.client.pin(conversation, seq, !pinned),
      },
    ];
    return [
      ...(isEditable(item) && this.protection(conversation) !== 'simple'
        ? [{ label: 'Edit', icon: 'edit', run: edit } as const]
        : []),
      ...forAll,
      ...reports,
      ...deletions,
    ];
  }

  /** Adds the user's reaction, or takes it back. */
  async react(
    conversation: Uuid,
    { seq, reactions }: MessageItem,
    emoji: string,
    sending: { readonly openly: boolean },
  ): Promise<void> {
    if (seq === undefined) return;
    const mine =
      reactions.find((reaction) => reaction.emoji === emoji)?.uids.includes(this.chat.me().uid) ?? false;
    await this.chat.client.react(conversation, seq, emoji, !mine, sending);
  }

  /** In a group, by one's own role and the writer's. The server decides; this only does not offer the rest. */
  private mayDeleteOf(sender: Uuid, state: ConversationState | undefined): boolean {
    if (state === undefined) return false;
    return outranks(roleOf(state, this.chat.me().uid), roleOf(state, sender));
  }

  private deletion(conversation: Uuid, seq: number, { own, sender }: MessageItem): MenuEntry {
    const text = own
      ? ACTION_MESSAGES.messageDeleted
      : ACTION_MESSAGES.othersMessageDeleted(this.names.person(sender));
    return {
      label: own ? 'Delete' : 'Delete for everyone',
      icon: 'delete',
      danger: true,
      run: () => this.deletions.add(conversation, seq, text),
    };
  }

  private report(conversation: Uuid, seq: number): MenuEntry {
    const load = () =>
      part(() => import('./report/report-dialog.ts')).then(({ ReportDialog }) => ReportDialog);
    return {
      label: 'Report',
      icon: 'flag',
      run: async () => {
        const data: Reported = { conversation, seq };
        if (await this.dialogs.show<boolean>(ACTION_MESSAGES.report, load, { data, keepsOpen: true }))
          await this.toasts.say(ACTION_MESSAGES.reported);
      },
    };
  }

  private async copy(text: string): Promise<void> {
    if (await copyText(text)) await this.toasts.say(ACTION_MESSAGES.copied);
  }

  private protection(conversation: Uuid) {
    return this.chat.sealed().get(conversation)?.protection;
  }

  /** Whether the server would come to read what it cannot read now. */
  private async leavesSealed(from: Uuid, to: FinderResult): Promise<boolean> {
    const left = this.protection(from);
    if (left !== 'sealed' && left !== 'simple') return false;
    const protection = await protectionOf(this.chat.client, to.conversation);
    // To a person without keys the client sends nothing that the user has not chosen to send so.
    return protection === undefined ? to.kind === 'group' : protection === 'open';
  }

  private nameOf({ kind, avatar, name }: FinderResult): string {
    return kind === 'person' ? this.names.direct(avatar) : name;
  }

  private async forward({ content, sender }: MessageItem, from: Uuid): Promise<void> {
    const load = () => part(() => import('../../../finder/later/finder.ts')).then(({ Finder }) => Finder);
    const target = await this.dialogs.show<FinderResult>(ACTION_MESSAGES.forward, load, {
      place: 'top',
      data: { purpose: 'forward' },
    });
    if (target === undefined || content === undefined) return;
    const openly = await this.leavesSealed(from, target);
    if (openly) {
      const question = ACTION_MESSAGES.forwardOpenly(this.nameOf(target));
      if (!(await this.confirm.ask(question))) return;
    }
    const words = { text: content.text, forwardedFrom: content.forwardedFrom ?? sender };
    await this.chat.client.send(target.conversation, words, { openly });
    await this.toasts.say(ACTION_MESSAGES.forwarded(this.nameOf(target)));
  }
}

/** Only members can follow it. */
function addressOf(conversation: Uuid, seq: number): string {
  return new URL(`c/${conversation}/m/${String(seq)}`, document.baseURI).href;
}
