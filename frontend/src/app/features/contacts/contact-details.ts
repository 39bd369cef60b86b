import { Component, computed, inject, input, signal } from '@angular/core';
import type { User } from '@parley/protocol';
import { Chat } from '../../core/chat/chat.ts';
import { Clock } from '../../core/device/clock.ts';
import { Names } from '../../core/chat/names.ts';
import { OwnKeys } from '../../core/session/own-keys.ts';
import { Toasts } from '../../core/overlays/toasts.ts';
import { Avatar } from '../../shared/people/avatar.ts';
import { NameText } from '../../shared/people/name-text.ts';
import { lastSeenTime } from '../../shared/dates.ts';
import { LaterIcon } from '../../shared/later/later-icon.ts';
import { ACTION_MESSAGES } from '../../shared/later/action-messages.ts';
import { MESSAGES } from '../../shared/messages.ts';
import { withoutOverrides } from '../../shared/message-text/without-overrides.ts';
import { type Problem, problemOf } from '../../shared/forms/problem.ts';
import { ProblemNote } from '../../shared/forms/problem-note.ts';
import { SafetyNumber } from './keys/safety-number.ts';

/** A person: profile, presence, whether they are verified, block and unblock. */
@Component({
  selector: 'parley-contact-details',
  imports: [Avatar, LaterIcon, NameText, ProblemNote, SafetyNumber],
  template: `
    <parley-avatar
      size="large"
      [id]="user().uid"
      [name]="user().displayName"
      [colour]="user().colour ?? undefined"
    />
    <h3><parley-name [name]="user().displayName" [machine]="user().kind === 'machine'" /></h3>
    <p class="muted">&#64;{{ user().username }}</p>
    @if (isVerified()) {
      <p class="verified small"><parley-icon name="verified" /> Verified</p>
    }
    @if (presence(); as presence) {
      <p class="muted small">{{ presence }}</p>
    }
    @if (about(); as about) {
      <p class="about" dir="auto">{{ about }}</p>
    }
    <ng-content />
    @if (failure(); as problem) {
      <parley-problem-note [problem]="problem" />
    }
    @if (user().uid !== chat.me().uid) {
      <button type="button" class="outlined" [class.danger]="!blocked()" (click)="toggle()">
        <parley-icon name="block" /> {{ blocked() ? 'Unblock' : 'Block' }}
      </button>
      <p class="muted small">
        {{
          blocked()
            ? "You don't see new direct messages from them. Groups aren't affected."
            : "You won't see new direct messages from them. Groups aren't affected. They won't be told."
        }}
      </p>
      @if (keys().kind === 'open') {
        <details class="keys" (toggle)="showsKeys.set(!showsKeys())">
          <summary>{{ hasNumber() ? 'Safety number' : 'Key' }}</summary>
          @if (showsKeys()) {
            <parley-safety-number [user]="user()" />
          }
        </details>
      }
    }
  `,
  styles: `
    :host {
      display: grid;
      justify-items: center;
      gap: 0.375rem;
      padding: 1.5rem 1.25rem;
      text-align: center;
    }
    h3 {
      margin-block-start: 0.5rem;
      font-size: 1.125rem;
    }
    .verified {
      display: flex;
      align-items: center;
      gap: 0.25rem;
      color: var(--mat-sys-primary);
    }
    .about {
      margin-block: 0.5rem;
      white-space: pre-line;
    }
    button {
      margin-block-start: 1rem;
    }
    .keys {
      justify-self: stretch;
      margin-block-start: 1rem;
    }
    summary {
      min-block-size: 40px;
      cursor: pointer;
    }
  `,
})
export class ContactDetails {
  protected readonly chat = inject(Chat);
  private readonly clock = inject(Clock);
  private readonly names = inject(Names);
  private readonly toasts = inject(Toasts);
  private readonly own = inject(OwnKeys);
  readonly user = input.required<User>();

  protected readonly keys = this.own.state;
  protected readonly isVerified = computed(
    () => this.own.contacts().get(this.user().uid)?.trust === 'verified',
  );
  /** A machine that has a key log, too, as a bot of the SDK has. */
  protected readonly hasNumber = computed(
    () => this.user().kind !== 'machine' || this.own.contacts().has(this.user().uid),
  );
  protected readonly showsKeys = signal(false);
  protected readonly failure = signal<Problem | undefined>(undefined);
  protected readonly blocked = computed(() => this.chat.blocked().has(this.user().uid));
  protected readonly presence = computed(() => {
    const presence = this.chat.presence().get(this.user().uid);
    if (presence?.online) return MESSAGES.online;
    const seen = presence?.lastSeen;
    return seen === undefined ? undefined : MESSAGES.lastSeen(lastSeenTime(seen, this.clock.now()));
  });

  protected readonly about = computed(() => withoutOverrides(this.user().about));

  constructor() {
    // Without keys of one's own there is nothing to compare; the settings say why.
    this.own.keys().catch(() => undefined);
  }

  protected async toggle(): Promise<void> {
    const { uid } = this.user();
    const { people } = this.chat.client;
    this.failure.set(undefined);
    try {
      if (this.blocked()) {
        await people.unblock(uid);
      } else {
        await people.block(uid);
        await this.toasts.offerUndo(ACTION_MESSAGES.blocked(this.names.person(uid)), () =>
          people.unblock(uid),
        );
      }
    } catch (error) {
      this.failure.set(problemOf(error));
    }
  }
}
