import {
  afterNextRender,
  Component,
  computed,
  type ElementRef,
  inject,
  Injector,
  input,
  signal,
  viewChild,
} from '@angular/core';
import { form, FormRoot } from '@angular/forms/signals';
import type { Uuid } from '@parley/protocol';
import { GENERAL } from '@parley/protocol/core';
import { Chat } from '../../../core/chat/chat.ts';
import { OpenConversation } from '../../../core/chat/open-conversation.ts';
import { Confirm } from '../../../core/overlays/confirm.ts';
import { newPasswordRules } from '../../../shared/forms/account-rules.ts';
import { type Problem, problemOf } from '../../../shared/forms/problem.ts';
import { ProblemNote } from '../../../shared/forms/problem-note.ts';
import { TextField } from '../../../shared/forms/text-field.ts';
import { LockedRoomLink } from './locked-room-link.ts';
import { PASSWORD_MESSAGES } from './password-messages.ts';
import { roomLink } from './room-link.ts';

/** Whether joining the open room takes a password. Owners and admins set, change and remove it. */
@Component({
  selector: 'parley-room-password',
  imports: [FormRoot, LockedRoomLink, ProblemNote, TextField],
  template: `
    @if (editable() && isOffered()) {
      <h3>Password</h3>
      <p class="muted small">{{ locked() ? messages.locked : messages.open }}</p>
      @if (editing()) {
        <form [formRoot]="form" class="stack" (keydown.escape)="$event.preventDefault(); stop()">
          <parley-text-field
            label="New password of the room"
            type="password"
            [field]="form.password"
            [hint]="messages.changed"
            focused
          />
          <div class="actions">
            <button type="button" class="outlined" (click)="stop()">Cancel</button>
            <button type="submit" class="primary" [attr.aria-disabled]="form().submitting()">
              {{ form().submitting() ? 'Setting password …' : 'Set password' }}
            </button>
          </div>
        </form>
      } @else {
        <div class="actions">
          <button #opener type="button" class="outlined" (click)="editing.set(true)">
            {{ locked() ? 'Change password' : 'Set a password' }}
          </button>
          @if (locked()) {
            <button type="button" class="outlined danger" (click)="remove()">Remove password</button>
          }
        </div>
      }
      @if (failure(); as problem) {
        <parley-problem-note [problem]="problem" />
      }
      @if (shownLink(); as link) {
        <parley-locked-room-link [link]="link" />
      }
    } @else if (locked()) {
      <p class="muted small">{{ messages.locked }}</p>
    }
  `,
  styles: `
    @use '../../../../styles/details';
    :host {
      display: grid;
      gap: 0.5rem;
    }
    h3 {
      @include details.heading;
      margin-block-start: 1rem;
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem;
    }
  `,
})
export class RoomPassword {
  private readonly chat = inject(Chat);
  private readonly open = inject(OpenConversation);
  private readonly confirm = inject(Confirm);
  private readonly injector = inject(Injector);
  private readonly opener = viewChild<ElementRef<HTMLElement>>('opener');
  readonly room = input.required<Uuid>();
  readonly editable = input(false);

  protected readonly messages = PASSWORD_MESSAGES;
  protected readonly editing = signal(false);
  protected readonly failure = signal<Problem | undefined>(undefined);
  /** Of the password that was set on this page: nobody knows it later. */
  private readonly link = signal<{ readonly lock: Uuid; readonly url: string } | undefined>(undefined);
  private readonly state = computed(() => this.open.current()?.details()?.state);
  protected readonly locked = computed(() => this.state()?.lock !== undefined);
  /** Not where somebody has set another password since. */
  protected readonly shownLink = computed(() => {
    const link = this.link();
    return link?.lock === this.state()?.lock ? link?.url : undefined;
  });
  /** Everyone joins `general` who registers. */
  protected readonly isOffered = computed(() => this.state() !== undefined && this.room() !== GENERAL);
  protected readonly form = form(signal({ password: '' }), (path) => newPasswordRules(path.password), {
    submission: { action: async ({ password }) => this.set(password().value()) },
  });

  protected stop(): void {
    this.editing.set(false);
    this.form().reset({ password: '' });
    this.failure.set(undefined);
    this.focusOpener();
  }

  protected async remove(): Promise<void> {
    if (!(await this.confirm.ask(PASSWORD_MESSAGES.remove))) return;
    await this.attempt(async () => {
      await (await this.chat.client.rooms()).changePassword(this.room(), undefined);
      this.focusOpener();
    });
  }

  private async set(password: string): Promise<undefined> {
    await this.attempt(async () => {
      const room = this.room();
      const lock = await (await this.chat.client.rooms()).changePassword(room, password);
      this.stop();
      this.link.set({ lock, url: roomLink(room, password) });
    });
  }

  private async attempt(command: () => Promise<void>): Promise<void> {
    this.failure.set(undefined);
    try {
      await command();
    } catch (error) {
      this.failure.set(problemOf(error));
    }
  }

  /** Where the focus was before what is gone now. */
  private focusOpener(): void {
    afterNextRender(() => this.opener()?.nativeElement.focus(), { injector: this.injector });
  }
}
