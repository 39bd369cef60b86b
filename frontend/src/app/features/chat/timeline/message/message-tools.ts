import { Component, computed, inject, input } from '@angular/core';
import type { MessageItem } from '@parley/client';
import { Chat } from '../../../../core/chat/chat.ts';
import { Menus } from '../../../../core/overlays/menus.ts';
import { OpenConversation } from '../../../../core/chat/open-conversation.ts';
import { Icon } from '../../../../shared/icon.ts';
import { Composing } from '../../../../core/chat/composing.ts';
import { EmojiPickers } from '../../emoji/emoji-pickers.ts';
import { injectPart, part } from '../../../../core/parts/parts.ts';

/** The toolbar of the message under the pointer or with the focus. */
@Component({
  selector: 'parley-message-tools',
  imports: [Icon],
  host: {
    role: 'toolbar',
    'aria-label': 'Message actions',
    '[class]': 'rights()',
    '[class.simple]': 'open.isSimple()',
  },
  template: `
    <button #react type="button" class="icon-button" aria-label="React" title="React" (click)="pick(react)">
      <parley-icon name="emoji" />
    </button>
    <button
      type="button"
      class="icon-button"
      aria-label="Reply"
      title="Reply"
      (click)="composing.reply(item())"
    >
      <parley-icon name="reply" />
    </button>
    <button
      #more
      type="button"
      class="icon-button"
      aria-haspopup="menu"
      aria-label="More actions"
      title="More"
      (click)="menu(more)"
    >
      <parley-icon name="more" />
    </button>
  `,
  styles: `
    :host {
      display: flex;
      border-radius: var(--radius-control);
      background: var(--mat-sys-surface-bright);
      box-shadow: var(--shadow-float);
    }
    /* Where one can only react, or only read. */
    :host(.react) [title='Reply'],
    :host(.simple) [title='React'],
    :host(.read) button:not(:last-child) {
      display: none;
    }
    parley-icon {
      inline-size: 1.125rem;
      block-size: 1.125rem;
    }
  `,
})
export class MessageTools {
  private readonly chat = inject(Chat);
  private readonly menus = inject(Menus);
  private readonly actions = injectPart(() =>
    part(() => import('./later/message-actions.ts')).then(({ MessageActions }) => MessageActions),
  );
  private readonly pickers = inject(EmojiPickers);
  protected readonly open = inject(OpenConversation);
  protected readonly composing = inject(Composing);
  readonly item = input.required<MessageItem>();

  private readonly conversation = computed(() => this.open.id() ?? '');
  protected readonly rights = computed(() => this.chat.rightsIn(this.conversation()));

  protected async pick(origin: HTMLElement): Promise<void> {
    const conversation = this.conversation();
    const actions = await this.actions();
    const openly = this.composing.openly();
    await this.pickers.open(origin, (emoji) => actions.react(conversation, this.item(), emoji, { openly }));
  }

  protected async menu(origin: HTMLElement): Promise<void> {
    const conversation = this.conversation();
    const actions = await this.actions();
    const state = this.open.current()?.details()?.state;
    const edit = () => this.composing.edit(this.item());
    const entries = actions.entries(this.item(), { conversation, state, edit });
    await this.menus.open(origin, 'Message actions', entries);
  }
}
