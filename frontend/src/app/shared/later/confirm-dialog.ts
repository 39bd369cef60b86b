import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, inject } from '@angular/core';

@Component({
  selector: 'parley-confirm-dialog',
  host: { role: 'document' },
  template: `
    <h2>{{ question.title }}</h2>
    <p>{{ question.text }}</p>
    <div class="actions">
      <button type="button" class="outlined" (click)="ref.close(false)">Cancel</button>
      <button type="button" class="outlined danger" (click)="ref.close(true)">{{ question.action }}</button>
    </div>
  `,
  styles: `
    @use '../../../styles/dialog';
    :host {
      @include dialog.dialog;
    }
  `,
})
export class ConfirmDialog {
  protected readonly ref = inject<DialogRef<boolean>>(DialogRef);
  protected readonly question = inject<{ title: string; text: string; action: string }>(DIALOG_DATA);
}
