import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, inject, signal } from '@angular/core';
import type { User, Uuid } from '@parley/protocol';
import { MemberPicker } from './member-picker.ts';

@Component({
  selector: 'parley-add-members',
  imports: [MemberPicker],
  template: `
    <h2>Add members</h2>
    <parley-member-picker [(chosen)]="chosen" [without]="members" />
    <div class="actions">
      <button type="button" class="outlined" (click)="ref.close()">Cancel</button>
      <button type="button" class="primary" [disabled]="chosen().length === 0" (click)="add()">Add</button>
    </div>
  `,
  styles: `
    @use '../../../styles/dialog';
    :host {
      @include dialog.dialog;
    }
  `,
})
export class AddMembers {
  protected readonly ref = inject<DialogRef<readonly Uuid[]>>(DialogRef);
  /** The current members. */
  protected readonly members = inject<readonly Uuid[]>(DIALOG_DATA);
  protected readonly chosen = signal<readonly User[]>([]);

  protected add(): void {
    this.ref.close(this.chosen().map(({ uid }) => uid));
  }
}
