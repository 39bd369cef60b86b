import { Component, computed, inject } from '@angular/core';
import { Names } from '../../../core/chat/names.ts';
import { OpenConversation } from '../../../core/chat/open-conversation.ts';
import { MESSAGES } from '../../../shared/messages.ts';

/** Its height is always reserved, so that nothing moves when a user starts to type. */
@Component({
  selector: 'parley-typing-line',
  host: { role: 'status' },
  template: `{{ text() }}`,
  styles: `
    :host {
      block-size: 1.25rem;
      padding-inline: 1.25rem;
      color: var(--mat-sys-on-surface-variant);
      font-size: var(--text-small);
      line-height: 1.25rem;
    }
  `,
})
export class TypingLine {
  private readonly open = inject(OpenConversation);
  private readonly names = inject(Names);

  protected readonly text = computed(() =>
    MESSAGES.typing((this.open.current()?.typing() ?? []).map((uid) => this.names.person(uid))),
  );
}
