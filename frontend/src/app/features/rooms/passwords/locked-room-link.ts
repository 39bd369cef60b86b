import { Component, inject, input } from '@angular/core';
import { Toasts } from '../../../core/overlays/toasts.ts';
import { copyText } from '../../../shared/copy-text.ts';
import { ACTION_MESSAGES } from '../../../shared/later/action-messages.ts';
import { LaterIcon } from '../../../shared/later/later-icon.ts';
import { PASSWORD_MESSAGES } from './password-messages.ts';

/** A link with the password of a room in it, while the page still knows that. */
@Component({
  selector: 'parley-locked-room-link',
  imports: [LaterIcon],
  template: `
    <div class="link">
      <code>{{ link() }}</code>
      <button type="button" class="icon-button" aria-label="Copy link" title="Copy link" (click)="copy()">
        <parley-icon name="copy" />
      </button>
    </div>
    <p class="small muted" role="status">{{ messages.linkFor }} {{ messages.linkEnds }}</p>
  `,
  styles: `
    :host {
      display: grid;
      gap: 0.5rem;
    }
    .link {
      display: flex;
      align-items: center;
      padding-inline-start: 0.75rem;
      border-radius: var(--radius-control);
      background: var(--mat-sys-surface-container-high);
    }
    code {
      flex: 1;
      padding-block: 0.5rem;
      overflow-wrap: anywhere;
      user-select: all;
    }
  `,
})
export class LockedRoomLink {
  private readonly toasts = inject(Toasts);
  readonly link = input.required<string>();
  protected readonly messages = PASSWORD_MESSAGES;

  protected async copy(): Promise<void> {
    if (await copyText(this.link())) await this.toasts.say(ACTION_MESSAGES.copied);
  }
}
