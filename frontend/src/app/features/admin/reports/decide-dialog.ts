import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, inject, signal } from '@angular/core';
import { form, FormRoot, maxLength } from '@angular/forms/signals';
import type { ReportDecision } from '@parley/protocol';
import { Choice } from '../../../shared/forms/choice.ts';
import { TextArea } from '../../../shared/forms/text-area.ts';
import { type DecisionQuestion, SPANS } from './decisions.ts';

const WORDS_MAX = 1_000;

/** Asks before a decision, for its words and its span where it has some. */
@Component({
  selector: 'parley-decide-dialog',
  host: { role: 'document' },
  imports: [Choice, FormRoot, TextArea],
  template: `
    <h2>{{ question.title }}</h2>
    <p>{{ question.text }}</p>
    <form [formRoot]="form">
      @if (question.kind === 'mute') {
        <parley-choice label="For" [options]="spans" [(value)]="seconds" />
      }
      @if (question.kind === 'mute' || question.kind === 'warn') {
        <parley-text-area label="What they read (optional)" [field]="form.words" />
      }
      <div class="actions">
        <button type="button" class="outlined" (click)="ref.close()">Cancel</button>
        <button type="submit" class="outlined" [class.danger]="question.kind !== 'dismiss'">
          {{ question.action }}
        </button>
      </div>
    </form>
  `,
  styles: `
    @use '../../../../styles/dialog';
    :host {
      @include dialog.dialog;
    }
    form {
      display: grid;
      gap: 0.75rem;
    }
    parley-choice {
      margin: 0;
    }
  `,
})
export class DecideDialog {
  protected readonly ref = inject<DialogRef<ReportDecision>>(DialogRef);
  protected readonly question = inject<DecisionQuestion>(DIALOG_DATA);
  protected readonly spans = SPANS;
  protected readonly seconds = signal<number>(SPANS[1].value);
  protected readonly form = form(
    signal({ words: '' }),
    (path) => {
      maxLength(path.words, WORDS_MAX, { message: 'At most 1,000 characters.' });
    },
    {
      submission: {
        action: async ({ words }) => {
          this.ref.close(this.decision(words().value()));
        },
      },
    },
  );

  private decision(words: string): ReportDecision {
    const { kind } = this.question;
    if (kind === 'warn') return { kind, words };
    return kind === 'mute' ? { kind, words, seconds: this.seconds() } : { kind };
  }
}
