import { Component, computed, DOCUMENT, inject, input, resource, signal } from '@angular/core';
import type { Hook, Uuid } from '@parley/protocol';
import { Chat } from '../../../core/chat/chat.ts';
import { retryOnline } from '../../../core/chat/retry-online.ts';
import { Confirm } from '../../../core/overlays/confirm.ts';
import { type Problem, problemOf } from '../../../shared/forms/problem.ts';
import { Choice, type Option } from '../../../shared/forms/choice.ts';
import { Copyable } from '../../../shared/later/copyable.ts';
import { ProblemNote } from '../../../shared/forms/problem-note.ts';
import { HOOK_MESSAGES } from './hook-messages.ts';

interface Shown {
  readonly about: string;
  readonly text: string;
  /** What the button is called that copies it. */
  readonly copy: string;
}

/** The webhooks of a room, for its owners and admins: made, seen and revoked. */
@Component({
  selector: 'parley-room-hooks',
  imports: [Choice, Copyable, ProblemNote],
  template: `
    @if (shown(); as secret) {
      <p role="status">{{ secret.about }}</p>
      <parley-copyable [text]="secret.text" [label]="secret.copy" />
    }
    @if (taken(); as name) {
      <p role="status">{{ messages.takenOver(name) }}</p>
    }
    @if (failure() ?? loadFailure(); as problem) {
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
          @if (hook.createdBy !== chat.me().uid) {
            <button
              type="button"
              class="quiet"
              [attr.aria-label]="'Take over ' + hook.name"
              (click)="takeOver(hook)"
            >
              Take over
            </button>
          }
          <button
            type="button"
            class="danger"
            [attr.aria-label]="'Revoke ' + hook.name"
            (click)="revoke(hook)"
          >
            Revoke
          </button>
        </li>
      } @empty {
        @if (hooks.isLoading() || hooks.hasValue()) {
          <li class="muted">{{ hooks.isLoading() ? messages.loading : messages.none }}</li>
        }
      }
    </ul>
    <!-- Not in the form, which is emptied behind each webhook. -->
    <parley-choice label="New webhook" [options]="kinds" [(value)]="kind" />
    <form (submit)="$event.preventDefault(); create(form)" #form>
      <label>Name <input name="name" class="input" required maxlength="50" autocomplete="off" /></label>
      @if (kind() === 'outgoing') {
        <label
          >{{ messages.url }}
          <input name="url" class="input" type="url" required maxlength="1000" autocomplete="off"
        /></label>
        <label>{{ messages.words }} <input name="words" class="input" required autocomplete="off" /></label>
      }
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
    parley-choice {
      margin-block: 0.75rem 0;
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
  protected readonly chat = inject(Chat);
  private readonly confirm = inject(Confirm);
  private readonly origin = inject(DOCUMENT).location.origin;
  readonly room = input.required<Uuid>();

  protected readonly messages = HOOK_MESSAGES;
  protected readonly failure = signal<Problem | undefined>(undefined);
  protected readonly isBusy = signal(false);
  /** The name of the webhook that was taken over last. */
  protected readonly taken = signal('');
  /** Of the webhook that was made last: it is never shown again. */
  protected readonly shown = signal<Shown | undefined>(undefined);
  protected readonly kinds: readonly Option<Hook['kind']>[] = [
    { value: 'incoming', label: HOOK_MESSAGES.incoming },
    { value: 'outgoing', label: HOOK_MESSAGES.outgoing },
  ];
  protected readonly kind = signal<Hook['kind']>('incoming');
  protected readonly hooks = resource({
    params: () => this.room(),
    loader: async ({ params }) => (await this.chat.client.rooms()).hooks.list(params),
  });

  protected readonly loadFailure = computed(() => {
    const error = this.hooks.error();
    return error === undefined ? undefined : problemOf(error);
  });

  constructor() {
    retryOnline(
      () => this.loadFailure() !== undefined,
      () => this.hooks.reload(),
    );
  }

  protected create(form: HTMLFormElement): Promise<void> {
    const fields = new FormData(form);
    const field = (name: string) => {
      const value = fields.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    return this.attempt(async () => {
      this.shown.set(await this.made(field));
      form.reset();
    });
  }

  private async made(field: (name: string) => string): Promise<Shown> {
    const { hooks } = await this.chat.client.rooms();
    if (this.kind() === 'incoming') {
      const { secret } = await hooks.createIncoming(this.room(), field('name'));
      return { ...HOOK_MESSAGES.address, text: `${this.origin}/hooks/${secret}` };
    }
    const words = field('words').split(/\s+/).filter(Boolean);
    const hook = { name: field('name'), url: field('url'), words };
    const { secret } = await hooks.createOutgoing(this.room(), hook);
    return { ...HOOK_MESSAGES.secret, text: secret };
  }

  /** It works as long as its maker may make it: who takes it over keeps it at work when that one leaves. */
  protected async takeOver({ id, name }: Hook): Promise<void> {
    await this.attempt(async () => {
      await (await this.chat.client.rooms()).hooks.takeOver(this.room(), id);
      this.taken.set(name);
    });
  }

  protected async revoke({ id }: Hook): Promise<void> {
    if (!(await this.confirm.ask(HOOK_MESSAGES.revoke))) return;
    await this.attempt(async () => (await this.chat.client.rooms()).hooks.revoke(this.room(), id));
  }

  private async attempt(command: () => Promise<void>): Promise<void> {
    if (this.isBusy()) return;
    this.failure.set(undefined);
    this.taken.set('');
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
