import { Component, computed, inject, Injector } from '@angular/core';
import { Chat } from '../../../../core/chat/chat.ts';
import { Names } from '../../../../core/chat/names.ts';
import { OpenConversation } from '../../../../core/chat/open-conversation.ts';
import { part } from '../../../../core/parts/parts.ts';
import { LaterIcon } from '../../../../shared/later/later-icon.ts';
import { KeyTrust } from './key-trust.ts';
import { LockPanel } from './lock-panel.ts';
import { lockWords, type Readers } from './lock-words.ts';

/** Whether the server can read this conversation. A tap says who can. */
@Component({
  selector: 'parley-lock',
  imports: [LaterIcon],
  template: `
    <button
      #button
      type="button"
      class="icon-button"
      aria-haspopup="dialog"
      [attr.aria-label]="words().title"
      [title]="words().title"
      (click)="explain(button)"
    >
      <parley-icon [name]="icon()" />
    </button>
  `,
})
export class Lock {
  private readonly chat = inject(Chat);
  private readonly names = inject(Names);
  private readonly open = inject(OpenConversation);
  private readonly trust = inject(KeyTrust);
  private readonly injector = inject(Injector);

  private readonly sealed = computed(() => this.chat.sealed().get(this.open.id() ?? ''));
  private readonly protection = computed(() => this.sealed()?.protection ?? 'open');
  private readonly leftOut = computed(() => this.sealed()?.leftOut ?? []);
  protected readonly icon = computed(() => (this.protection() === 'open' ? 'lockOpen' : 'lock'));
  protected readonly words = computed(() => lockWords(this.protection(), this.readers()));

  private readonly readers = computed((): Readers => {
    const row = this.chat.row(this.open.id() ?? '');
    const peer = row?.peer ?? this.open.current()?.peer();
    if (peer === this.chat.me().uid) return { kind: 'self' };
    if (peer !== undefined)
      return {
        kind: 'peer',
        name: this.names.person(peer),
        verified: this.trust.isVerified(peer),
        isMachine: this.chat.user(peer)?.kind === 'machine',
      };
    if (row?.type === 'announcement') return { kind: 'everyone' };
    if (row?.isRoom) return { kind: 'room' };
    return { kind: 'group', keyless: this.leftOut().map(({ user }) => this.names.person(user)) };
  });

  protected async explain(origin: HTMLElement): Promise<void> {
    const { Floating } = await part(() => import('../../../../shared/later/floating.ts'));
    const floating = new Floating(this.injector, origin, LockPanel);
    floating.component.setInput('words', this.words());
    floating.component.instance.closed.subscribe(() => floating.close());
  }
}
