import { Component, input, linkedSignal, signal } from '@angular/core';
import { form, FormRoot, maxLength, required } from '@angular/forms/signals';
import type { RequestOf, Scopes } from '@parley/protocol';
import { LIMITS } from '@parley/protocol/core';
import { Choice } from '../../shared/forms/choice.ts';
import { type Problem, problemOf } from '../../shared/forms/problem.ts';
import { ProblemNote } from '../../shared/forms/problem-note.ts';
import { TextField } from '../../shared/forms/text-field.ts';
import { ScopesChoice } from './scopes-choice.ts';

const DAY = 24 * 60 * 60 * 1_000;
const LIVES = [
  { value: 30, label: '30 days' },
  { value: 90, label: '90 days' },
  { value: 366, label: 'A year' },
] as const;

/** What makes a token of a machine. @throws CodedError */
export type CreateToken = (wanted: RequestOf<'createMachineToken'>) => Promise<void>;

/** A form for one more token, which opens on demand. */
@Component({
  selector: 'parley-new-token',
  imports: [Choice, FormRoot, ProblemNote, ScopesChoice, TextField],
  template: `
    @if (isOpen()) {
      <form [formRoot]="form" class="stack">
        <parley-text-field
          label="Name"
          hint="Where it is used, such as “build server”."
          [field]="form.name"
          focused
        />
        <parley-scopes-choice [within]="within()" [(scopes)]="scopes" />
        <parley-choice label="It ends after" [options]="lives" [(value)]="days" />
        @if (failure(); as problem) {
          <parley-problem-note [problem]="problem" />
        }
        <button type="submit" class="primary" [attr.aria-disabled]="form().submitting()">Create token</button>
      </form>
    } @else {
      <button type="button" class="outlined" (click)="isOpen.set(true)">New token</button>
    }
  `,
  styles: `
    button {
      justify-self: start;
    }
  `,
})
export class NewToken {
  /** What the machine may do. */
  readonly within = input.required<Scopes>();
  readonly create = input.required<CreateToken>();

  protected readonly lives = LIVES;
  protected readonly isOpen = signal(false);
  protected readonly days = signal<number>(90);
  protected readonly scopes = linkedSignal(() => this.within());
  protected readonly failure = signal<Problem | undefined>(undefined);
  protected readonly form = form(
    signal({ name: '' }),
    (path) => {
      const most = LIMITS.deviceNameMax;
      required(path.name, { message: 'Name it, so that you know later what it is for.' });
      maxLength(path.name, most, { message: `At most ${most} characters.` });
    },
    { submission: { action: ({ name }) => this.submit(name().value().trim()) } },
  );

  private async submit(name: string): Promise<void> {
    this.failure.set(undefined);
    try {
      await this.create()({ name, scopes: this.scopes(), expiresAt: Date.now() + this.days() * DAY });
      this.form().reset({ name: '' });
      this.isOpen.set(false);
    } catch (error) {
      this.failure.set(problemOf(error));
    }
  }
}
