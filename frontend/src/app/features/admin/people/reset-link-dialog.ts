import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, inject } from '@angular/core';
import { Copyable } from '../../../shared/later/copyable.ts';
import { PEOPLE_MESSAGES } from './people-messages.ts';

/** A link by which somebody sets a new password, to pass on. */
@Component({
  selector: 'parley-reset-link-dialog',
  imports: [Copyable],
  host: { role: 'document' },
  template: `
    <h2>{{ messages.resetTitle(data.name) }}</h2>
    <p>{{ messages.resetText(data.name) }}</p>
    <parley-copyable [text]="data.link" label="Copy link" />
    <p class="small muted">{{ messages.shownOnce }}</p>
    <div class="actions">
      <button type="button" class="outlined" (click)="ref.close()">Done</button>
    </div>
  `,
  styles: `
    @use '../../../../styles/dialog';
    :host {
      @include dialog.dialog;
    }
  `,
})
export class ResetLinkDialog {
  protected readonly ref = inject<DialogRef>(DialogRef);
  protected readonly data = inject<{ readonly name: string; readonly link: string }>(DIALOG_DATA);
  protected readonly messages = PEOPLE_MESSAGES;
}
