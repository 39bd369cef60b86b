import {
  Component,
  computed,
  DestroyRef,
  effect,
  inject,
  Injector,
  runInInjectionContext,
  signal,
  untracked,
  viewChild,
  ViewContainerRef,
} from '@angular/core';
import type { Uuid } from '@parley/protocol';
import { bytesLeft, contentProblem } from '@parley/protocol/core';
import { Chat } from '../../../core/chat/chat.ts';
import { backgroundPart, isMissedPart, part } from '../../../core/parts/parts.ts';
import { showWhen } from '../../../core/parts/show-when.ts';
import { Clock } from '../../../core/device/clock.ts';
import { OpenConversation } from '../../../core/chat/open-conversation.ts';
import { closedTo } from '../../../core/chat/rights-in.ts';
import { Toasts } from '../../../core/overlays/toasts.ts';
import { Icon } from '../../../shared/icon.ts';
import { MESSAGES } from '../../../shared/messages.ts';
import { isVisible } from '../../../shared/message-text/parse/characters.ts';
import { isRefusal, type Problem, problemOf } from '../../../shared/forms/problem.ts';
import { Composing } from '../../../core/chat/composing.ts';
import { EmojiPickers } from '../emoji/emoji-pickers.ts';
import { Mentioning } from './mentioning.ts';
import { mentionsIn } from './mentions-in.ts';
import { MessageField } from './message-field.ts';

/** The counter appears when this many bytes are left. */
const NEAR_LIMIT = 2_000;

/** What may call many; whether it does is known to code that is loaded with the first `@`. */
const CALL = /@(?:all|here)/i;

/** A server command. `//` sends what follows as it is. */
const COMMAND = /^\/(?:[a-z_][a-z0-9_]*(?:\s|$)|$)/;

/** The field for writing a message, or the reason why the user cannot write here. */
@Component({
  selector: 'parley-composer',
  imports: [Icon, MessageField],
  providers: [Mentioning],
  templateUrl: './composer.html',
  styleUrl: './composer.scss',
})
export class Composer {
  private readonly chat = inject(Chat);
  private readonly clock = inject(Clock);
  private readonly injector = inject(Injector);
  private readonly destroyRef = inject(DestroyRef);
  private readonly pickers = inject(EmojiPickers);
  private readonly toasts = inject(Toasts);
  private readonly composing = inject(Composing);
  private readonly mentioning = inject(Mentioning);
  private readonly opened = inject(OpenConversation).current();
  private readonly conversation = this.opened?.id ?? '';
  private readonly field = viewChild(MessageField);
  private readonly failure = viewChild('failure', { read: ViewContainerRef });
  private membersMet: Promise<void> | undefined;
  private readonly about = viewChild('about', { read: ViewContainerRef });
  private readonly mentions = viewChild('mentions', { read: ViewContainerRef });
  private readonly calls = viewChild('calls', { read: ViewContainerRef });
  private readonly commands = viewChild('commands', { read: ViewContainerRef });
  private readonly slow = viewChild('slow', { read: ViewContainerRef });

  protected readonly messages = MESSAGES;
  protected readonly text = this.composing.text;
  private readonly named = computed(() =>
    this.widened(mentionsIn(this.text().trim(), this.mentioning.readers())),
  );
  private readonly content = computed(() => this.composing.contentFor(this.named()));
  protected readonly left = computed(() => bytesLeft(this.content()));
  protected readonly problem = computed(() => contentProblem(this.content()));
  protected readonly showLeft = computed(() => this.left() < NEAR_LIMIT);
  protected readonly sendable = computed(
    () =>
      this.isKnown() && !this.composing.mustWait() && isVisible(this.text()) && this.problem() === undefined,
  );

  private readonly row = computed(() => this.chat.row(this.conversation));
  /** Also known before the first message, when there is no row yet. */
  private readonly peer = computed(() => this.row()?.peer ?? this.opened?.peer());
  /** In a browser without a local copy it arrives with the connection. */
  private readonly isKnown = computed(() => this.row() !== undefined || this.peer() !== undefined);
  protected readonly blocked = computed(() => this.chat.blocked().has(this.peer() ?? ''));
  private readonly sealed = computed(() => this.chat.sealed().get(this.conversation));
  /** Somebody verified has keys that nobody vouches for: nothing is sent until the user accepts them. */
  private readonly gated = computed(() => this.sealed()?.leftOut.some(({ why }) => why === 'identityReset'));
  protected readonly readable = computed(
    () => this.sealed()?.protection === 'open' && (this.peer() === undefined || this.composing.openly()),
  );
  /** Why the user cannot write here, if so. */
  protected readonly closed = computed(() => {
    const why =
      closedTo(this.row(), this.chat.me(), this.clock.now()) ??
      (this.blocked() ? 'blocked' : undefined) ??
      (this.gated() ? 'newKeys' : undefined);
    return why && MESSAGES.closed[why];
  });

  /** Whether it is unknown whom the text would call if it were sent now. */
  private readonly isUndecided = computed(
    () => this.peer() === undefined && CALL.test(this.text()) && this.mentioning.calls()?.isKnown() !== true,
  );
  /** The text that is sent as soon as it is known whom it calls. */
  private readonly held = signal<string | undefined>(undefined);

  constructor() {
    effect(() => {
      if (this.held() === undefined || (this.held() === this.text() && this.isUndecided())) return;
      // Who goes on writing meanwhile sends it again when they are done.
      const isWanted = this.held() === this.text() && this.closed() === undefined && this.sendable();
      this.held.set(undefined);
      if (isWanted) void untracked(() => this.sendNow());
    });
    showWhen(
      // Only plain members wait from one message to the next.
      () => this.row()?.role === 'member' && this.row()?.rules?.slowMode,
      this.slow,
      async () => (await backgroundPart(() => import('./later/slow-mode.ts'))).SlowMode,
    );
    showWhen(
      () => this.composing.subject() !== undefined,
      this.about,
      async () => (await backgroundPart(() => import('./later/composed-about.ts'))).ComposedAbout,
    );
    effect(() => {
      if (COMMAND.test(this.text().trim())) void this.showCommands();
    });
    effect(() => {
      if (this.mentioning.isTyped()) void this.showMentions();
    });
    effect(() => {
      if (this.peer() === undefined && this.text().includes('@')) this.membersMet ??= this.meetMembers();
    });
  }

  protected async send(): Promise<void> {
    if (!this.sendable()) return;
    this.failure()?.clear();
    if (this.composing.subject() === undefined && COMMAND.test(this.text().trim())) return this.runCommand();
    // What begins with two is no command, and is sent with one.
    if (this.text().startsWith('//')) this.composing.write(this.text().slice(1), 0);
    const sent = this.isUndecided() ? this.hold() : this.sendNow();
    this.field()?.focus();
    await sent;
  }

  private async sendNow(): Promise<void> {
    try {
      await this.composing.send(this.named());
      void this.offerNotifications();
    } catch (error) {
      await this.showFailure(error);
    }
  }

  /** Otherwise `@all` and `@here` would be letters without a meaning where somebody pastes them, or types fast. */
  private async hold(): Promise<void> {
    this.held.set(this.text());
    try {
      await (this.membersMet ??= this.meetMembers());
    } catch (error) {
      // That the code did not load is reported where it was loaded.
      if (!isMissedPart(error)) throw error;
      if (this.held() === undefined) return;
      this.held.set(undefined);
      await this.show({ text: MESSAGES.callsUnknown });
    }
  }

  private widened(uids: Uuid[]): Uuid[] {
    return this.mentioning.calls()?.widened()(uids) ?? uids;
  }

  /** What is sent is stored first: what fails without a refusal, fails in this browser. */
  private showFailure(error: unknown): Promise<void> {
    return this.show(isRefusal(error) ? problemOf(error) : { text: MESSAGES.notStored });
  }

  private async show(problem: Problem): Promise<void> {
    const { ProblemNote } = await part(() => import('../../../shared/forms/problem-note.ts'));
    this.failure()?.createComponent(ProblemNote).setInput('problem', problem);
  }

  /** Loaded with the first message. A user who has left the conversation meanwhile is asked another time. */
  private async offerNotifications(): Promise<void> {
    const { NotificationOffer } = await backgroundPart(
      () => import('../../../core/notifications/later/notification-offer.ts'),
    );
    if (!this.destroyRef.destroyed) this.injector.get(NotificationOffer).make();
  }

  protected unblock(): Promise<void> {
    return this.toasts.attempt(() => this.chat.client.people.unblock(this.peer() ?? ''));
  }

  protected pickEmoji(origin: HTMLElement): Promise<void> {
    return this.pickers.open(origin, (emoji) => this.field()?.insert(emoji));
  }

  /** What a group may be called by; in a room also its members, whom its state does not hold. */
  private async meetMembers(): Promise<void> {
    try {
      const { followMentions } = await backgroundPart(() => import('./later/follow-mentions.ts'));
      if (!this.destroyRef.destroyed) runInInjectionContext(this.injector, () => followMentions(this.calls));
    } catch (error) {
      // The next letter tries again.
      this.membersMet = undefined;
      throw error;
    }
  }

  private async runCommand(): Promise<void> {
    const { runCommand } = await part(() => import('./later/run-command.ts'));
    const anchor = this.failure();
    if (anchor !== undefined)
      await runInInjectionContext(this.injector, () => runCommand(this.text().trim(), anchor));
    this.field()?.focus();
  }

  /** Loaded when the first command is typed. */
  private async showCommands(): Promise<void> {
    const { CommandList } = await part(() => import('./later/command-list.ts'));
    const anchor = this.commands();
    if (anchor?.length === 0) anchor.createComponent(CommandList);
  }

  /** Loaded when the first mention is typed. */
  private async showMentions(): Promise<void> {
    const { MentionList } = await part(() => import('./later/mention-list.ts'));
    const anchor = this.mentions();
    if (anchor?.length === 0)
      anchor.createComponent(MentionList).instance.chosen.subscribe((user) => this.field()?.complete(user));
  }
}
