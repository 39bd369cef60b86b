import { Component, computed, inject, signal } from '@angular/core';
import { form, FormRoot, required } from '@angular/forms/signals';
import type { AccountKeys } from '@parley/client';
import { Toasts } from '../../../core/overlays/toasts.ts';
import { OwnKeys } from '../../../core/session/own-keys.ts';
import type { Problem } from '../../../shared/forms/problem.ts';
import { ProblemNote } from '../../../shared/forms/problem-note.ts';
import { TextField } from '../../../shared/forms/text-field.ts';
import { keyProblem } from '../../../shared/later/key-problem.ts';
import { Choice, type Option } from '../../../shared/forms/choice.ts';
import { KEY_MESSAGES } from './key-messages.ts';

type Way = Parameters<AccountKeys['recoverFormer']>[0];

const WAYS: readonly Option<Way['kind']>[] = [
  { value: 'recoveryKey', label: 'The recovery key I had then' },
  { value: 'lastPassword', label: 'The password I had then' },
];

const FIELDS: Readonly<Record<Way['kind'], string>> = {
  recoveryKey: 'Recovery key of then',
  lastPassword: 'Password of then',
};

/** Takes the keys along that somebody had before they started with new ones, so that old messages open again. */
@Component({
  selector: 'parley-former-keys',
  imports: [Choice, FormRoot, ProblemNote, TextField],
  template: `
    @if (hadOthers()) {
      <h3>Messages from before your new keys</h3>
      <p>
        You started with new keys, so older messages stay closed. If you find the recovery key or the password
        from before, they open again.
      </p>
      <form [formRoot]="form" class="stack">
        <parley-choice
          label="Open old messages with"
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
        <button type="submit" class="outlined" [attr.aria-disabled]="form().submitting()">
          Open old messages
        </button>
      </form>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 0.75rem;
    }
    button {
      justify-self: start;
    }
  `,
})
export class FormerKeys {
  private readonly own = inject(OwnKeys);
  private readonly toasts = inject(Toasts);

  protected readonly ways = WAYS;
  protected readonly hadOthers = signal(false);
  protected readonly kind = signal<Way['kind']>('recoveryKey');
  protected readonly label = computed(() => FIELDS[this.kind()]);
  protected readonly failure = signal<Problem | undefined>(undefined);
  private readonly model = signal({ typed: '' });
  protected readonly form = form(this.model, (path) => required(path.typed, { message: 'Enter it here.' }), {
    submission: { action: () => this.recover() },
  });

  constructor() {
    void this.attempt(async () => {
      const account = (await this.own.keys()).account.get();
      this.hadOthers.set(account?.followed.identities.some(({ by }) => by === 'identityReset') === true);
    });
  }

  protected choose(kind: Way['kind']): void {
    this.kind.set(kind);
    this.failure.set(undefined);
    this.form().reset({ typed: '' });
  }

  private async recover(): Promise<void> {
    await this.attempt(async () => {
      const way = wayOf(this.kind(), this.model().typed);
      if (!(await (await this.own.keys()).recoverFormer(way))) {
        this.failure.set({ text: KEY_MESSAGES.formerWrong });
        return;
      }
      this.form().reset({ typed: '' });
      await this.toasts.say(KEY_MESSAGES.formerOpened);
    });
  }

  private async attempt(task: () => Promise<void>): Promise<void> {
    this.failure.set(undefined);
    try {
      await task();
    } catch (error) {
      this.failure.set(keyProblem(error));
    }
  }
}

function wayOf(kind: Way['kind'], typed: string): Way {
  return kind === 'lastPassword' ? { kind, password: typed } : { kind, written: typed };
}
