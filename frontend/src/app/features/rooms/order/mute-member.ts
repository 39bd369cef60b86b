import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, inject, signal } from '@angular/core';
import { Choice, type Option } from '../../../shared/forms/choice.ts';
import { spanOf } from '../../../shared/later/spans.ts';
import { ORDER_MESSAGES } from './order-messages.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Asks for how long somebody is muted. Closed with the seconds. */
@Component({
  selector: 'parley-mute-member',
  imports: [Choice],
  host: { role: 'document' },
  template: `
    <h2>{{ title }}</h2>
    <p>{{ messages.muteText }}</p>
    <parley-choice label="For" [options]="options" [(value)]="seconds" />
    <div class="actions">
      <button type="button" class="outlined" (click)="ref.close()">Cancel</button>
      <button type="button" class="outlined danger" (click)="ref.close(seconds())">Mute</button>
    </div>
  `,
  styles: `
    @use '../../../../styles/dialog';
    :host {
      @include dialog.dialog;
    }
  `,
})
export class MuteMember {
  protected readonly ref = inject<DialogRef<number>>(DialogRef);
  protected readonly messages = ORDER_MESSAGES;
  protected readonly title = ORDER_MESSAGES.mute(inject<string>(DIALOG_DATA));
  protected readonly seconds = signal(HOUR);
  protected readonly options: readonly Option<number>[] = [10 * MINUTE, HOUR, DAY, 7 * DAY, 30 * DAY].map(
    (value) => ({ value, label: spanOf(value) }),
  );
}
