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
    :host {
      display: grid;
      gap: 0.75rem;
      padding: 1.25rem;
    }
    h2 {
      font-size: 1.125rem;
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      justify-content: flex-end;
      gap: 0.5rem;
      margin-block-start: 0.5rem;
    }
  `,
})
export class ConfirmDialog {
  protected readonly ref = inject<DialogRef<boolean>>(DialogRef);
  protected readonly question = inject<{ title: string; text: string; action: string }>(DIALOG_DATA);
}
