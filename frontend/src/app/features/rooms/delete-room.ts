import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, inject, signal } from '@angular/core';
import { form, FormRoot } from '@angular/forms/signals';
import { nameRule } from '../../shared/forms/name-rule.ts';
import { TextField } from '../../shared/forms/text-field.ts';
import { ROOM_MESSAGES } from './room-messages.ts';

/** Asks for the name of the room, so that nobody deletes one by mistake. */
@Component({
  selector: 'parley-delete-room',
  imports: [FormRoot, TextField],
  host: { role: 'document' },
  template: `
    <form [formRoot]="form" class="stack">
      <h2>{{ messages.deleteRoom }}</h2>
      <p>{{ messages.deletion }}</p>
      <parley-text-field [label]="messages.typeName(name)" [field]="form.name" focused />
      <div class="actions">
        <button type="button" class="outlined" (click)="ref.close(false)">Cancel</button>
        <button type="submit" class="outlined danger">Delete room</button>
      </div>
    </form>
  `,
  styles: `
    :host {
      display: block;
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
    }
  `,
})
export class DeleteRoom {
  protected readonly ref = inject<DialogRef<boolean>>(DialogRef);
  protected readonly name = inject<string>(DIALOG_DATA);
  protected readonly messages = ROOM_MESSAGES;
  protected readonly form = form(
    signal({ name: '' }),
    (path) =>
      nameRule(path.name, (typed) => (typed.trim() === this.name ? undefined : ROOM_MESSAGES.notTheName)),
    { submission: { action: async () => this.ref.close(true) } },
  );
}
