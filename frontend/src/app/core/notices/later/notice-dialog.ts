import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, inject, signal } from '@angular/core';
import type { Notice } from '@parley/protocol';
import { exactTime } from '../../../shared/dates.ts';
import { type Problem, problemOf } from '../../../shared/forms/problem.ts';
import { ProblemNote } from '../../../shared/forms/problem-note.ts';
import { Chat } from '../../chat/chat.ts';

/** What the administrators tell the user, until they have read it. */
@Component({
  selector: 'parley-notice-dialog',
  host: { role: 'document' },
  imports: [ProblemNote],
  template: `
    <h2>From the administrators</h2>
    @if (notice.until; as until) {
      <p>You can't write on this server until {{ time(until) }}.</p>
    } @else {
      <p>They warn you about something that you wrote on this server.</p>
    }
    @if (notice.words !== '') {
      <blockquote dir="auto">{{ notice.words }}</blockquote>
    }
    @if (failure(); as problem) {
      <parley-problem-note [problem]="problem" />
    }
    <div class="actions">
      <button type="button" class="primary" [attr.aria-disabled]="isBusy()" (click)="acknowledge()">
        I have read this
      </button>
    </div>
  `,
  styles: `
    @use '../../../../styles/dialog';
    :host {
      @include dialog.dialog;
    }
    blockquote {
      margin: 0;
      padding: 0.75rem 1rem;
      border-radius: var(--radius-control);
      background: var(--mat-sys-surface-container);
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
  `,
})
export class NoticeDialog {
  private readonly chat = inject(Chat);
  private readonly ref = inject<DialogRef>(DialogRef);
  protected readonly notice = inject<Notice>(DIALOG_DATA);
  protected readonly time = exactTime;
  protected readonly failure = signal<Problem | undefined>(undefined);
  protected readonly isBusy = signal(false);

  protected async acknowledge(): Promise<void> {
    if (this.isBusy()) return;
    this.isBusy.set(true);
    try {
      await (await this.chat.client.reports()).acknowledge(this.notice.id);
      this.ref.close();
    } catch (error) {
      this.failure.set(problemOf(error));
      this.isBusy.set(false);
    }
  }
}
