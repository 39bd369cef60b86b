import { Component, DOCUMENT, inject, input, resource, signal } from '@angular/core';
import type { Hook, Uuid } from '@parley/protocol';
import { Chat } from '../../../core/chat/chat.ts';
import { Confirm } from '../../../core/overlays/confirm.ts';
import { type Problem, problemOf } from '../../../shared/forms/problem.ts';
import { ProblemNote } from '../../../shared/forms/problem-note.ts';
import { HOOK_MESSAGES } from './hook-messages.ts';

/** The webhooks of a room, for its owners and admins: made, seen and revoked. */
@Component({
  selector: 'parley-room-hooks',
  imports: [ProblemNote],
  template: `
    @if (shown(); as secret) {
      <p>{{ secret.about }}</p>
      <input
        class="input"
        readonly
        [value]="secret.text"
        [attr.aria-label]="secret.about"
        (focus)="select($event)"
      />
    }
    @if (failure(); as problem) {
      <parley-problem-note [problem]="problem" />
    }
    <ul aria-label="Webhooks">
      @for (hook of hooks.hasValue() ? hooks.value() : []; track hook.id) {
        <li>
          <span class="what">
            <span>{{ hook.name }}</span>
            <span class="muted small">{{ messages.about(hook) }}</span>
            @if (hook.lastError; as error) {
              <span class="muted small">{{ messages.lastError(error) }}</span>
            }
          </span>
          <button
            type="button"
            class="quiet"
            [attr.aria-label]="'Revoke ' + hook.name"
            (click)="revoke(hook)"
          >
            Revoke
          </button>
        </li>
      } @empty {
        <li class="muted">{{ hooks.isLoading() ? messages.loading : messages.none }}</li>
      }
    </ul>
    <form (submit)="$event.preventDefault(); create(name.value, url.value, words.value)">
      <label>Name <input #name class="input" required maxlength="50" autocomplete="off" /></label>
      <label
        >{{ messages.url }} <input #url class="input" type="url" maxlength="1000" autocomplete="off"
      /></label>
      <label>{{ messages.words }} <input #words class="input" autocomplete="off" /></label>
      <button type="submit" class="outlined" [attr.aria-disabled]="isBusy()">Make a webhook</button>
    </form>
  `,
  styles: `
    :host,
    form,
    label,
    .what {
      display: grid;
      gap: 0.5rem;
    }
    ul {
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 1rem;
      min-block-size: 44px;
    }
    .what {
      gap: 0;
      min-inline-size: 0;
      overflow-wrap: anywhere;
    }
  `,
})
export class RoomHooks {
  private readonly chat = inject(Chat);
  private readonly confirm = inject(Confirm);
  private readonly origin = inject(DOCUMENT).location.origin;
  readonly room = input.required<Uuid>();

  protected readonly messages = HOOK_MESSAGES;
  protected readonly failure = signal<Problem | undefined>(undefined);
  protected readonly isBusy = signal(false);
  /** Of the webhook that was made last: it is never shown again. */
  protected readonly shown = signal<{ readonly about: string; readonly text: string } | undefined>(undefined);
  protected readonly hooks = resource({
    params: () => this.room(),
    loader: async ({ params }) => (await this.chat.client.rooms()).hooks.list(params),
  });

  /** Without an address it is one that tools post to. */
  protected create(name: string, url: string, words: string): Promise<void> {
    return this.attempt(async () => {
      const { hooks } = await this.chat.client.rooms();
      if (url.trim() === '') {
        const { secret } = await hooks.createIncoming(this.room(), name.trim());
        this.shown.set({ about: HOOK_MESSAGES.address, text: `${this.origin}/hooks/${secret}` });
        return;
      }
      const hook = { name: name.trim(), url: url.trim(), words: words.split(/\s+/).filter(Boolean) };
      const { secret } = await hooks.createOutgoing(this.room(), hook);
      this.shown.set({ about: HOOK_MESSAGES.secret, text: secret });
    });
  }

  protected async revoke({ id }: Hook): Promise<void> {
    if (!(await this.confirm.ask(HOOK_MESSAGES.revoke))) return;
    await this.attempt(async () => (await this.chat.client.rooms()).hooks.revoke(this.room(), id));
  }

  protected select({ target }: Event): void {
    if (target instanceof HTMLInputElement) target.select();
  }

  private async attempt(command: () => Promise<void>): Promise<void> {
    if (this.isBusy()) return;
    this.failure.set(undefined);
    this.isBusy.set(true);
    try {
      await command();
      this.hooks.reload();
    } catch (error) {
      this.failure.set(problemOf(error));
    } finally {
      this.isBusy.set(false);
    }
  }
}
