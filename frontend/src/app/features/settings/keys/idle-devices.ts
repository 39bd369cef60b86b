import { Component, inject, resource, signal } from '@angular/core';
import type { OwnDevice } from '@parley/client';
import { Confirm } from '../../../core/overlays/confirm.ts';
import { OwnKeys } from '../../../core/session/own-keys.ts';
import { listTime } from '../../../shared/dates.ts';
import type { Problem } from '../../../shared/forms/problem.ts';
import { keyProblem } from '../../../shared/later/key-problem.ts';
import { ProblemNote } from '../../../shared/forms/problem-note.ts';
import { LaterIcon } from '../../../shared/later/later-icon.ts';
import { KEY_MESSAGES } from './key-messages.ts';

/** Devices that have keys of the account and are not logged in. Removing one ends what its key is believed for. */
@Component({
  selector: 'parley-idle-devices',
  imports: [LaterIcon, ProblemNote],
  template: `
    @if (failure(); as problem) {
      <parley-problem-note [problem]="problem" />
    }
    @if (devices.hasValue() && devices.value().length > 0) {
      <h3>Not logged in</h3>
      <ul aria-label="Devices that aren't logged in">
        @for (device of devices.value(); track device.id) {
          <li>
            <parley-icon name="devices" />
            <p>Added {{ time(device.addedAt) }}</p>
            <button type="button" class="danger" (click)="remove(device)">Remove</button>
          </li>
        }
      </ul>
    }
  `,
  styles: `
    ul {
      list-style: none;
    }
    li {
      display: flex;
      align-items: center;
      gap: 0.875rem;
      min-block-size: 56px;
    }
    p {
      flex: 1;
    }
  `,
})
export class IdleDevices {
  private readonly own = inject(OwnKeys);
  private readonly confirm = inject(Confirm);

  protected readonly failure = signal<Problem | undefined>(undefined);
  protected readonly devices = resource({
    loader: async () =>
      (await (await this.own.keys()).devices()).filter(({ lastSeenAt }) => lastSeenAt === undefined),
  });

  protected time(at: number): string {
    return listTime(at, Date.now());
  }

  protected async remove({ id }: OwnDevice): Promise<void> {
    if (!(await this.confirm.ask(KEY_MESSAGES.removeDevice))) return;
    this.failure.set(undefined);
    try {
      await (await this.own.keys()).revoke(id);
      this.devices.reload();
    } catch (error) {
      this.failure.set(keyProblem(error));
    }
  }
}
