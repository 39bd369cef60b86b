import { Component, inject, resource, signal } from '@angular/core';
import { Confirm } from '../../core/overlays/confirm.ts';
import { OwnKeys } from '../../core/session/own-keys.ts';
import { Session } from '../../core/session/session.ts';
import { exactTime, lastSeenTime } from '../../shared/dates.ts';
import { LaterIcon } from '../../shared/later/later-icon.ts';
import { ListSkeleton } from '../../shared/list-skeleton.ts';
import { ACTION_MESSAGES } from '../../shared/later/action-messages.ts';
import { type Problem, problemOf } from '../../shared/forms/problem.ts';
import { ProblemNote } from '../../shared/forms/problem-note.ts';
import { IdleDevices } from './keys/idle-devices.ts';
import { LostOrStolen } from './keys/lost-or-stolen.ts';
import { type NamedSession, withDistinctNames } from './with-distinct-names.ts';

/** The devices on which the user is logged in, and logging out of them. */
@Component({
  selector: 'parley-devices',
  imports: [IdleDevices, LaterIcon, ListSkeleton, LostOrStolen, ProblemNote],
  template: `
    @if (failure() ?? loadFailure(); as problem) {
      <parley-problem-note [problem]="problem" />
    }
    @if (sessions.hasValue()) {
      <ul aria-label="Sessions">
        @for (session of sessions.value(); track session.sid) {
          <li>
            <parley-icon name="devices" />
            <div>
              <p class="name ellipsis">{{ session.name }}</p>
              <p class="muted small">
                @if (session.current) {
                  <span>This device</span>
                } @else {
                  <span [title]="exact(session.lastSeenAt)">Last used {{ time(session.lastSeenAt) }}</span>
                }
                <span [title]="exact(session.createdAt)"
                  >, logged in since {{ time(session.createdAt) }}</span
                >
              </p>
            </div>
            @if (!session.current) {
              <button
                type="button"
                class="danger"
                [attr.aria-label]="'Log out ' + session.name"
                (click)="revoke(session)"
              >
                Log out
              </button>
            }
          </li>
        }
      </ul>
    } @else if (sessions.isLoading()) {
      <parley-list-skeleton />
    }
    @if (keys().kind === 'open') {
      <parley-idle-devices />
      <parley-lost-or-stolen (replaced)="sessions.reload()" />
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
      min-block-size: 64px;
      padding-block: 0.5rem;
    }
    li + li {
      border-block-start: 1px solid var(--mat-sys-outline-variant);
    }
    div {
      flex: 1;
      min-inline-size: 0;
    }
  `,
})
export class Devices {
  private readonly session = inject(Session);
  private readonly confirm = inject(Confirm);
  private readonly own = inject(OwnKeys);

  protected readonly keys = this.own.state;
  protected readonly failure = signal<Problem | undefined>(undefined);
  protected readonly sessions = resource({
    loader: async () => withDistinctNames(await (await this.session.client()).sessions()),
  });

  constructor() {
    // The page of the keys says what is wrong with them; sessions are listed all the same.
    this.own.keys().catch(() => undefined);
  }

  protected loadFailure(): Problem | undefined {
    const error = this.sessions.error();
    return error === undefined ? undefined : problemOf(error);
  }

  protected time(at: number): string {
    return lastSeenTime(at, Date.now());
  }

  protected exact(at: number): string {
    return exactTime(at);
  }

  protected async revoke({ sid, name }: NamedSession): Promise<void> {
    if (!(await this.confirm.ask(ACTION_MESSAGES.revokeSession(name)))) return;
    this.failure.set(undefined);
    try {
      await (await this.session.client()).revoke(sid);
      this.sessions.reload();
    } catch (error) {
      this.failure.set(problemOf(error));
    }
  }
}
