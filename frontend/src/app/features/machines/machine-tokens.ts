import { Component, computed, inject, input, resource, signal } from '@angular/core';
import type { Machine, MachineToken } from '@parley/protocol';
import { Chat } from '../../core/chat/chat.ts';
import { Confirm } from '../../core/overlays/confirm.ts';
import { lastSeenTime } from '../../shared/dates.ts';
import { Copyable } from '../../shared/later/copyable.ts';
import { ListSkeleton } from '../../shared/list-skeleton.ts';
import { type Problem, problemOf } from '../../shared/forms/problem.ts';
import { ProblemNote } from '../../shared/forms/problem-note.ts';
import { MACHINE_MESSAGES } from './machine-messages.ts';
import { type CreateToken, NewToken } from './new-token.ts';
import { scopesText } from './scopes-text.ts';

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

/** The tokens of a machine: made, shown once, revoked. */
@Component({
  selector: 'parley-machine-tokens',
  imports: [Copyable, ListSkeleton, NewToken, ProblemNote],
  template: `
    <h2>Tokens</h2>
    @if (failure() ?? loadFailure(); as problem) {
      <parley-problem-note [problem]="problem" />
    }
    @if (secret(); as secret) {
      <parley-copyable [text]="secret" label="Copy token" />
      <p class="small muted" role="status">{{ messages.shownOnce }}</p>
    }
    @if (tokens.hasValue()) {
      <ul aria-label="Tokens">
        @for (token of tokens.value(); track token.id) {
          <li>
            <div>
              <p class="name ellipsis">{{ token.name }}</p>
              <p class="muted small">{{ about(token) }}</p>
            </div>
            <button
              type="button"
              class="danger"
              [attr.aria-label]="'Revoke ' + token.name"
              (click)="revoke(token)"
            >
              Revoke
            </button>
          </li>
        } @empty {
          <li>
            <p class="muted">{{ messages.noTokens }}</p>
          </li>
        }
      </ul>
    } @else if (tokens.isLoading()) {
      <parley-list-skeleton />
    }
    @if (!machine().user.removed) {
      <parley-new-token [within]="machine().scopes" [create]="create" />
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 0.75rem;
    }
    h2 {
      font-size: 1.125rem;
    }
    ul {
      list-style: none;
    }
    li {
      display: flex;
      align-items: center;
      gap: 0.875rem;
      min-block-size: 60px;
    }
    li + li {
      border-block-start: 1px solid var(--mat-sys-outline-variant);
    }
    li div {
      flex: 1;
      min-inline-size: 0;
    }
    .name {
      font-weight: 500;
    }
  `,
})
export class MachineTokens {
  private readonly chat = inject(Chat);
  private readonly confirm = inject(Confirm);
  readonly machine = input.required<Machine>();

  protected readonly messages = MACHINE_MESSAGES;
  protected readonly failure = signal<Problem | undefined>(undefined);
  /** The token that was just made. Nobody can ask for it again. */
  protected readonly secret = signal<string | undefined>(undefined);
  protected readonly tokens = resource({
    params: () => this.machine().user.uid,
    loader: async ({ params }) => (await this.chat.client.machines()).tokens(params),
  });
  protected readonly loadFailure = computed(() => {
    const error = this.tokens.error();
    return error === undefined ? undefined : problemOf(error);
  });

  protected about({ scopes, expiresAt, lastUsedAt }: MachineToken): string {
    const used =
      lastUsedAt === undefined
        ? MACHINE_MESSAGES.neverUsed
        : MACHINE_MESSAGES.used(lastSeenTime(lastUsedAt, Date.now()));
    return [scopesText(scopes), MACHINE_MESSAGES.until(day.format(expiresAt)), used].join(' · ');
  }

  protected readonly create: CreateToken = async (wanted) => {
    this.failure.set(undefined);
    const made = await (await this.chat.client.machines()).createToken(this.machine().user.uid, wanted);
    this.secret.set(made.secret);
    this.tokens.reload();
  };

  protected async revoke({ id, name }: MachineToken): Promise<void> {
    if (!(await this.confirm.ask(MACHINE_MESSAGES.revoke(name)))) return;
    this.failure.set(undefined);
    try {
      await (await this.chat.client.machines()).revokeToken(this.machine().user.uid, id);
    } catch (error) {
      this.failure.set(problemOf(error));
    }
    this.tokens.reload();
  }
}
