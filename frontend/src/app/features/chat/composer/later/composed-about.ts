import { Component, computed, inject } from '@angular/core';
import { Names } from '../../../../core/chat/names.ts';
import { Icon } from '../../../../shared/icon.ts';
import { ACTION_MESSAGES } from '../../../../shared/later/action-messages.ts';
import { MESSAGES } from '../../../../shared/messages.ts';
import { Composing } from '../../../../core/chat/composing.ts';
import { referredPreview } from '../../../../core/chat/referred.ts';

/** The message being replied to or edited, above the field. */
@Component({
  selector: 'parley-composed-about',
  imports: [Icon],
  template: `
    <div>
      <strong>{{ title() }}</strong>
      <p class="ellipsis muted">{{ text() }}</p>
    </div>
    <button
      type="button"
      class="icon-button"
      aria-label="Cancel"
      title="Cancel (Esc)"
      (click)="composing.cancel()"
    >
      <parley-icon name="close" />
    </button>
  `,
  styles: `
    :host {
      display: flex;
      align-items: center;
      padding-inline-start: 0.75rem;
      border-inline-start: 3px solid var(--mat-sys-primary);
      font-size: var(--text-small);
    }
    div {
      flex: 1;
      min-inline-size: 0;
    }
    button {
      border-radius: 50%;
    }
  `,
})
export class ComposedAbout {
  private readonly names = inject(Names);
  protected readonly composing = inject(Composing);

  protected readonly title = computed(() => {
    const subject = this.composing.subject();
    if (subject?.kind === 'edit') return ACTION_MESSAGES.editMessage;
    if (subject?.message.kind !== 'message') return ACTION_MESSAGES.reply;
    const { own, sender } = subject.message;
    return own ? ACTION_MESSAGES.replyToYourself : ACTION_MESSAGES.replyTo(this.names.person(sender));
  });
  protected readonly text = computed(() => {
    const message = this.composing.subject()?.message;
    return message && referredPreview(message, MESSAGES.earlier);
  });
}
