import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, inject, signal } from '@angular/core';
import { form, FormRoot } from '@angular/forms/signals';
import { nameRule } from '../../shared/forms/name-rule.ts';
import { TextField } from '../../shared/forms/text-field.ts';
import { ROOM_MESSAGES } from './room-messages.ts';

/** A room that is to be deleted. */
export interface RoomToDelete {
  readonly name: string;
  /** Why that is offered, where it was not asked for. */
  readonly why?: string;
}

/** Asks for the name of the room, so that nobody deletes one by mistake. */
@Component({
  selector: 'parley-delete-room',
  imports: [FormRoot, TextField],
  host: { role: 'document' },
  template: `
    <form [formRoot]="form" class="stack">
      <h2>{{ messages.deleteRoom }}</h2>
      @if (room.why; as why) {
        <p>{{ why }}</p>
      }
      <p>{{ messages.deletion }}</p>
      <parley-text-field [label]="messages.typeName(room.name)" [field]="form.name" focused />
      <div class="actions">
        <button type="button" class="outlined" (click)="ref.close(false)">Cancel</button>
        <button type="submit" class="outlined danger">Delete room</button>
      </div>
    </form>
  `,
  styles: `
    @use '../../../styles/dialog';
    :host {
      @include dialog.dialog;
    }
  `,
})
export class DeleteRoom {
  protected readonly ref = inject<DialogRef<boolean>>(DialogRef);
  protected readonly room = inject<RoomToDelete>(DIALOG_DATA);
  protected readonly messages = ROOM_MESSAGES;
  protected readonly form = form(
    signal({ name: '' }),
    (path) =>
      nameRule(path.name, (typed) => (isSame(typed, this.room.name) ? undefined : ROOM_MESSAGES.notTheName)),
    { submission: { action: async () => this.ref.close(true) } },
  );
}

/** Two names that look the same are the same: pages show spaces in a row as one, and letters do not show how they are encoded. */
function isSame(a: string, b: string): boolean {
  const [one, other] = [a, b].map((name) => name.normalize().trim().replaceAll(/\s+/gu, ' '));
  return one === other;
}
