import { Component, inject, input, linkedSignal, output, signal } from '@angular/core';
import { form, FormRoot, maxLength } from '@angular/forms/signals';
import type { Machine } from '@parley/protocol';
import { LIMITS } from '@parley/protocol/core';
import { Chat } from '../../core/chat/chat.ts';
import { type Problem, problemOf } from '../../shared/forms/problem.ts';
import { ProblemNote } from '../../shared/forms/problem-note.ts';
import { TextField } from '../../shared/forms/text-field.ts';
import { MACHINE_MESSAGES } from './machine-messages.ts';
import { ScopesChoice } from './scopes-choice.ts';

/** A form for what a machine is for and what it may do. */
@Component({
  selector: 'parley-change-machine',
  imports: [FormRoot, ProblemNote, ScopesChoice, TextField],
  template: `
    <form [formRoot]="form" class="stack">
      <parley-text-field label="What it is for" [field]="form.purpose" autocapitalize="sentences" focused />
      <parley-scopes-choice [(scopes)]="scopes" />
      <p class="muted small">{{ messages.narrower }}</p>
      @if (failure(); as problem) {
        <parley-problem-note [problem]="problem" />
      }
      <div class="ways">
        <button type="submit" class="primary" [attr.aria-disabled]="form().submitting()">Save</button>
        <button type="button" class="quiet" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
  styles: `
    .ways {
      display: flex;
      gap: 0.5rem;
    }
  `,
})
export class ChangeMachine {
  private readonly chat = inject(Chat);
  readonly machine = input.required<Machine>();
  /** It was saved, or nothing is to change. */
  readonly closed = output();

  protected readonly messages = MACHINE_MESSAGES;
  protected readonly scopes = linkedSignal(() => this.machine().scopes);
  protected readonly failure = signal<Problem | undefined>(undefined);
  protected readonly form = form(
    linkedSignal(() => ({ purpose: this.machine().purpose })),
    ({ purpose }) =>
      maxLength(purpose, LIMITS.topicMax, { message: `At most ${LIMITS.topicMax} characters.` }),
    { submission: { action: ({ purpose }) => this.save(purpose().value().trim()) } },
  );

  private async save(purpose: string): Promise<void> {
    this.failure.set(undefined);
    const { user, owner } = this.machine();
    try {
      const machines = await this.chat.client.machines();
      await machines.change(user.uid, { owner, purpose, scopes: this.scopes() });
      this.closed.emit();
    } catch (error) {
      this.failure.set(problemOf(error));
    }
  }
}
