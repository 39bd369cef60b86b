import { Component, inject, output, resource, signal } from '@angular/core';
import { form, FormRoot, required } from '@angular/forms/signals';
import { Router } from '@angular/router';
import type { OwnDevice } from '@parley/client';
import type { Uuid } from '@parley/protocol';
import { Confirm } from '../../../core/overlays/confirm.ts';
import { Offers } from '../../../core/overlays/offers.ts';
import { Toasts } from '../../../core/overlays/toasts.ts';
import { OwnKeys } from '../../../core/session/own-keys.ts';
import { Session } from '../../../core/session/session.ts';
import { ACTION_MESSAGES } from '../../../shared/later/action-messages.ts';
import { listTime } from '../../../shared/dates.ts';
import { AccountName } from '../../../shared/forms/account-name.ts';
import type { Problem } from '../../../shared/forms/problem.ts';
import { ProblemNote } from '../../../shared/forms/problem-note.ts';
import { TextField } from '../../../shared/forms/text-field.ts';
import { ListSkeleton } from '../../../shared/list-skeleton.ts';
import { keyProblem } from '../../../shared/later/key-problem.ts';
import { withDistinctNames } from '../with-distinct-names.ts';
import { KEY_MESSAGES } from './key-messages.ts';
import { passwordProblem } from './password-problem.ts';

/** "Lost or stolen": new keys for the account, and the end of all devices that the user does not keep. */
@Component({
  selector: 'parley-lost-or-stolen',
  imports: [AccountName, FormRoot, ListSkeleton, ProblemNote, TextField],
  template: `
    <details (toggle)="isOpen.set(!isOpen())">
      <summary>A device was lost or stolen</summary>
      @if (isOpen()) {
        <form [formRoot]="form" class="stack">
          <p>
            You get new keys. Every other device is logged out and can't read what comes. Tick the devices you
            still have. You'll log in on them again.
          </p>
          @if (others.hasValue()) {
            @for (device of others.value(); track device.id) {
              <label class="device">
                <input type="checkbox" [checked]="kept().has(device.id)" (change)="toggle(device.id)" />
                Keep {{ nameOf(device) }}
              </label>
            }
          } @else if (others.error()) {
            <button type="button" class="quiet" (click)="others.reload()">Show my devices again</button>
          } @else {
            <parley-list-skeleton />
          }
          <parley-account-name [username]="session.user()?.username ?? ''" />
          <parley-text-field
            label="Password"
            type="password"
            [field]="form.password"
            autocomplete="current-password"
          />
          @if (failure() ?? loadFailure(); as problem) {
            <parley-problem-note [problem]="problem" />
          }
          <!-- Without the list, nobody could say which devices stay. -->
          <button type="submit" class="outlined danger" [disabled]="!others.hasValue()">Make new keys</button>
        </form>
      }
    </details>
  `,
  styles: `
    @use '../../../../styles/checkbox';
    @include checkbox.checkbox;
    summary {
      min-block-size: 44px;
      padding-block: 0.625rem;
      cursor: pointer;
    }
    .device {
      display: flex;
      align-items: center;
      gap: 0.625rem;
      min-block-size: 44px;
      cursor: pointer;
    }
    button {
      justify-self: start;
    }
  `,
})
export class LostOrStolen {
  protected readonly session = inject(Session);
  private readonly own = inject(OwnKeys);
  private readonly confirm = inject(Confirm);
  private readonly offers = inject(Offers);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);

  /** Sessions of the devices that were not kept have ended. */
  readonly replaced = output();
  protected readonly isOpen = signal(false);
  protected readonly kept = signal<ReadonlySet<Uuid>>(new Set());
  protected readonly failure = signal<Problem | undefined>(undefined);
  protected readonly others = resource({
    params: () => this.isOpen() || undefined,
    loader: () => this.load(),
  });

  protected readonly form = form(
    signal({ password: '' }),
    (path) => required(path.password, { message: 'Enter your password.' }),
    { submission: { action: ({ password }) => this.replace(password().value()) } },
  );

  protected loadFailure(): Problem | undefined {
    const error = this.others.error();
    return error === undefined ? undefined : keyProblem(error);
  }

  protected nameOf({ name, addedAt }: OwnDevice): string {
    return name ?? `the device added ${listTime(addedAt, Date.now())}`;
  }

  protected toggle(device: Uuid): void {
    this.kept.update((kept) =>
      kept.has(device) ? new Set([...kept].filter((one) => one !== device)) : new Set(kept).add(device),
    );
  }

  /** Under the names that the list of sessions shows. */
  private async load(): Promise<readonly OwnDevice[]> {
    const [devices, sessions] = await Promise.all([
      (await this.own.keys()).devices(),
      (await this.session.client()).sessions(),
    ]);
    // Of a device with several sessions, the one that is listed first.
    const names = new Map(
      withDistinctNames(sessions)
        .toReversed()
        .map(({ device, name }) => [device.id, name]),
    );
    return devices
      .filter(({ current }) => !current)
      .map((device) => ({ ...device, ...namedAs(names.get(device.id)) }));
  }

  private async replace(password: string): Promise<void> {
    // The Enter key submits without the button, too.
    if (!this.others.hasValue() || !(await this.confirm.ask(KEY_MESSAGES.lostOrStolen))) return;
    this.failure.set(undefined);
    try {
      const proven = await (await this.session.client()).prove(password);
      const keys = await this.own.keys();
      const hadRecovery = keys.recovery.state().kind !== 'none';
      await keys.lostOrStolen(proven, [...this.kept()]);
      if (hadRecovery) this.offerRecovery();
      this.form().reset({ password: '' });
      this.kept.set(new Set());
      this.others.reload();
      this.replaced.emit();
      await this.toasts.say(KEY_MESSAGES.madeNew);
    } catch (error) {
      this.failure.set(passwordProblem(error));
    }
  }

  private offerRecovery(): void {
    const accept = () => this.router.navigateByUrl('/settings/keys');
    this.offers.make({ text: KEY_MESSAGES.recoveryGone, action: ACTION_MESSAGES.makeRecovery, accept });
  }
}

function namedAs(name: string | undefined): Pick<OwnDevice, 'name'> {
  return name === undefined ? {} : { name };
}
