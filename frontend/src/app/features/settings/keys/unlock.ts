import { Component, computed, inject, signal } from '@angular/core';
import { form, FormRoot, required } from '@angular/forms/signals';
import type { UnlockWay } from '@parley/client';
import { CodedError } from '@parley/protocol/core';
import { CodeCamera } from '../../../core/device/later/code-camera.ts';
import { Toasts } from '../../../core/overlays/toasts.ts';
import { QrScanner } from '../../../core/parts/later/qr-scanner.ts';
import { OwnKeys } from '../../../core/session/own-keys.ts';
import { Session } from '../../../core/session/session.ts';
import type { Problem } from '../../../shared/forms/problem.ts';
import { ProblemNote } from '../../../shared/forms/problem-note.ts';
import { TextField } from '../../../shared/forms/text-field.ts';
import { AccountName } from '../../../shared/forms/account-name.ts';
import { Choice, type Option } from '../../../shared/forms/choice.ts';
import { IdentityReset } from './identity-reset.ts';
import { KEY_MESSAGES } from './key-messages.ts';
import { passwordProblem } from './password-problem.ts';

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
  imports: [AccountName, Choice, FormRoot, IdentityReset, ProblemNote, QrScanner, TextField],
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
      @if (kind() === 'code' && canScan) {
        <button type="button" class="quiet" [attr.aria-expanded]="scans()" (click)="scans.set(!scans())">
          {{ scans() ? 'Stop scanning' : 'Scan the code' }}
        </button>
        @if (scans()) {
          <parley-qr-scanner otherwise="type the code." (scanned)="take($event)" (failed)="stop($event)" />
        }
      }
      @if (needsPassword()) {
        <parley-account-name [username]="session.user()?.username ?? ''" />
        <parley-text-field
          label="Current password"
          type="password"
          [field]="form.password"
          autocomplete="current-password"
        />
      }
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
    button {
      justify-self: start;
    }
  `,
})
export class Unlock {
  protected readonly session = inject(Session);
  private readonly own = inject(OwnKeys);
  private readonly toasts = inject(Toasts);

  protected readonly messages = KEY_MESSAGES;
  protected readonly ways = WAYS;
  protected readonly kind = signal<Kind>('lastPassword');
  protected readonly canScan = inject(CodeCamera).isThere;
  protected readonly scans = signal(false);
  protected readonly label = computed(() => FIELDS[this.kind()]);
  protected readonly failure = signal<Problem | undefined>(undefined);
  /** The current password is needed after a reload, to put the keys under it. */
  protected readonly needsPassword = signal(false);
  private readonly model = signal({ typed: '', password: '' });
  protected readonly form = form(
    this.model,
    (path) => {
      required(path.typed, { message: 'Enter it here.' });
      required(path.password, {
        message: 'Enter your current password.',
        when: () => this.needsPassword(),
      });
    },
    { submission: { action: () => this.unlock() } },
  );

  constructor() {
    void this.attempt(async () => this.needsPassword.set(!(await this.own.keys()).hasPassword));
  }

  protected choose(kind: Kind): void {
    this.kind.set(kind);
    this.scans.set(false);
    this.failure.set(undefined);
    this.form().reset({ ...this.model(), typed: '' });
  }

  /** Whatever the code says stands in its field: it opens nothing by itself. */
  protected take(scanned: Uint8Array): void {
    this.scans.set(false);
    this.form.typed().value.set(new TextDecoder().decode(scanned));
  }

  protected stop(problem: Problem): void {
    this.scans.set(false);
    this.failure.set(problem);
  }

  private async unlock(): Promise<void> {
    const { typed, password } = this.model();
    await this.attempt(async () => {
      const keys = await this.own.keys();
      const proven = this.needsPassword() ? await (await this.session.client()).prove(password) : undefined;
      if (await keys.unlock(wayOf(this.kind(), typed), proven)) await this.toasts.say(KEY_MESSAGES.opened);
      else this.failure.set({ text: KEY_MESSAGES.wrong[this.kind()] });
    });
  }

  private async attempt(task: () => Promise<void>): Promise<void> {
    this.failure.set(undefined);
    try {
      await task();
    } catch (error) {
      const isGone = error instanceof CodedError && error.code === 'E_NOT_FOUND';
      this.failure.set(isGone ? { text: KEY_MESSAGES.codeGone } : passwordProblem(error));
    }
  }
}

function wayOf(kind: Kind, typed: string): UnlockWay {
  return kind === 'lastPassword' ? { kind, password: typed } : { kind, written: typed };
}
