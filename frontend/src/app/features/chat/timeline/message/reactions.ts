import { Component, computed, inject, input } from '@angular/core';
import type { MessageItem } from '@parley/client';
import { Chat } from '../../../../core/chat/chat.ts';
import { Composing } from '../../../../core/chat/composing.ts';
import { Names } from '../../../../core/chat/names.ts';
import { OpenConversation } from '../../../../core/chat/open-conversation.ts';
import { listOf } from '../../../../shared/messages.ts';
import { injectPart, part } from '../../../../core/parts/parts.ts';
import { withoutOverrides } from '../../../../shared/message-text/without-overrides.ts';

@Component({
  selector: 'parley-reactions',
  host: { role: 'group', 'aria-label': 'Reactions' },
  template: `
    @for (reaction of shown(); track reaction.emoji) {
      <button
        type="button"
        [attr.aria-pressed]="reaction.mine"
        [attr.aria-label]="reaction.text + ' ' + reaction.count + ', ' + reaction.names"
        [title]="reaction.names"
        [disabled]="readOnly()"
        (click)="toggle(reaction.emoji)"
      >
        {{ reaction.text }} <span>{{ reaction.count }}</span>
      </button>
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 0.25rem;
      margin-block: 0.25rem 0.375rem;
    }
    button {
      position: relative;
      min-block-size: 28px;
      gap: 0.25rem;
      padding-inline: 0.5rem;
      border-radius: 14px;
      background: var(--mat-sys-surface-container);
      font-size: var(--text-small);
    }
    button:disabled {
      opacity: 1;
    }
    button::after {
      content: '';
      position: absolute;
      inset: -6px -2px;
    }
    @media (pointer: coarse) {
      :host {
        row-gap: 12px;
        margin-block: 6px;
      }
    }
    button[aria-pressed='true'] {
      background: color-mix(in srgb, var(--mat-sys-primary) 14%, transparent);
      box-shadow: inset 0 0 0 1px var(--mat-sys-primary);
    }
  `,
})
export class Reactions {
  private readonly chat = inject(Chat);
  private readonly names = inject(Names);
  private readonly actions = injectPart(() =>
    part(() => import('./later/message-actions.ts')).then(({ MessageActions }) => MessageActions),
  );
  private readonly composing = inject(Composing);
  private readonly open = inject(OpenConversation);
  readonly item = input.required<MessageItem>();

  protected readonly shown = computed(() =>
    this.item().reactions.map(({ emoji, uids }) => ({
      emoji,
      // Another client may send any text as a reaction.
      text: withoutOverrides(emoji),
      count: uids.length,
      mine: uids.includes(this.chat.me().uid),
      names: listOf(
        uids.map((uid) => this.names.subject(uid)),
        8,
      ),
    })),
  );

  protected readonly readOnly = computed(
    () => this.chat.rightsIn(this.open.id() ?? '') === 'read' || this.open.isSimple(),
  );

  protected async toggle(emoji: string): Promise<void> {
    const conversation = this.open.id() ?? '';
    const openly = this.composing.openly();
    await (await this.actions()).react(conversation, this.item(), emoji, { openly });
  }
}
