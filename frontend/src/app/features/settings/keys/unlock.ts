import { Component, computed, inject, signal } from '@angular/core';
import { form, FormRoot, required } from '@angular/forms/signals';
import type { UnlockWay } from '@parley/client';
import { CodedError } from '@parley/protocol/core';
import { Toasts } from '../../../core/overlays/toasts.ts';
import { OwnKeys } from '../../../core/session/own-keys.ts';
import { type Problem, problemOf } from '../../../shared/forms/problem.ts';
import { ProblemNote } from '../../../shared/forms/problem-note.ts';
import { TextField } from '../../../shared/forms/text-field.ts';
import { Choice, type Option } from '../choice.ts';
import { IdentityReset } from './identity-reset.ts';
import { KEY_MESSAGES } from './key-messages.ts';

type Kind = UnlockWay['kind'];

const WAYS: readonly Option<Kind>[] = [
  { value: 'lastPassword', label: 'The password I had before' },
  { value: 'recoveryKey', label: 'My recovery key' },
  { value: 'code', label: 'A code from another browser (Settings, Keys)' },
];

const FIELDS: Readonly<Record<Kind, string>> = {
  lastPassword: 'Password before the reset',
  recoveryKey: 'Recovery key',
  code: 'Code',
};

/** Opens the keys after the password was reset. */
@Component({
  selector: 'parley-unlock',
  imports: [Choice, FormRoot, IdentityReset, ProblemNote, TextField],
  template: `
    <p>{{ messages.locked }}</p>
    <form [formRoot]="form" class="stack">
      <parley-choice
        label="Open your keys with"
        [options]="ways"
        [value]="kind()"
        (valueChange)="choose($event)"
      />
      <parley-text-field
        [label]="label()"
        [type]="kind() === 'lastPassword' ? 'password' : 'text'"
        [field]="form.typed"
      />
      @if (failure(); as problem) {
        <parley-problem-note [problem]="problem" />
      }
      <button type="submit" class="primary" [attr.aria-disabled]="form().submitting()">Open keys</button>
    </form>
    <parley-identity-reset />
  `,
  styles: `
    :host {
      display: grid;
      gap: 1rem;
    }
    .primary {
      justify-self: start;
    }
  `,
})
export class Unlock {
  private readonly own = inject(OwnKeys);
  private readonly toasts = inject(Toasts);

  protected readonly messages = KEY_MESSAGES;
  protected readonly ways = WAYS;
  protected readonly kind = signal<Kind>('lastPassword');
  protected readonly label = computed(() => FIELDS[this.kind()]);
  protected readonly failure = signal<Problem | undefined>(undefined);
  protected readonly form = form(
    signal({ typed: '' }),
    (path) => required(path.typed, { message: 'Enter it here.' }),
    { submission: { action: ({ typed }) => this.unlock(typed().value()) } },
  );

  protected choose(kind: Kind): void {
    this.kind.set(kind);
    this.failure.set(undefined);
    this.form().reset({ typed: '' });
  }

  private async unlock(typed: string): Promise<void> {
    this.failure.set(undefined);
    try {
      if (await (await this.own.keys()).unlock(wayOf(this.kind(), typed)))
        await this.toasts.say(KEY_MESSAGES.opened);
      else this.failure.set({ text: KEY_MESSAGES.wrong[this.kind()] });
    } catch (error) {
      const isGone = error instanceof CodedError && error.code === 'E_NOT_FOUND';
      this.failure.set(isGone ? { text: KEY_MESSAGES.codeGone } : problemOf(error));
    }
  }
}

function wayOf(kind: Kind, typed: string): UnlockWay {
  return kind === 'lastPassword' ? { kind, password: typed } : { kind, written: typed };
}
