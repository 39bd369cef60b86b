import type { ElementRef } from '@angular/core';
import {
  afterNextRender,
  Component,
  computed,
  DestroyRef,
  effect,
  inject,
  signal,
  untracked,
  viewChild,
  ViewContainerRef,
} from '@angular/core';
import type { User } from '@parley/protocol';
import { LIMITS } from '@parley/protocol/core';
import { Chat } from '../../core/chat.ts';
import { DeviceSettings } from '../../core/device-settings.ts';
import { Names } from '../../core/names.ts';
import { NotificationOffer } from '../../core/notification-offer.ts';
import { OpenConversation } from '../../core/open-conversation.ts';
import { closedTo } from '../../core/rights-in.ts';
import { Toasts } from '../../core/toasts.ts';
import { Icon } from '../../shared/icon.ts';
import { MESSAGES } from '../../shared/messages.ts';
import { type Problem, problemOf } from '../../shared/problem.ts';
import { ProblemNote } from '../../shared/problem-note.ts';
import { Composing, type Composition } from './composing.ts';
import { EmojiPickers } from './emoji-pickers.ts';
import { Mentioning } from './mentioning.ts';
import { mentionsIn } from './mentions-in.ts';
import { messagePreview } from './row-preview.ts';

/** The count shows when this little is left. */
const NEAR_LIMIT = 2_000;
const DRAFT_AFTER_MS = 300;

@Component({
  selector: 'parley-composer',
  imports: [Icon, ProblemNote],
  providers: [Mentioning],
  templateUrl: './composer.html',
  styleUrl: './composer.scss',
})
export class Composer {
  private readonly chat = inject(Chat);
  private readonly settings = inject(DeviceSettings);
  private readonly names = inject(Names);
  private readonly notificationOffer = inject(NotificationOffer);
  private readonly pickers = inject(EmojiPickers);
  private readonly toasts = inject(Toasts);
  private readonly composing = inject(Composing);
  protected readonly mentioning = inject(Mentioning);
  private readonly opened = inject(OpenConversation).current();
  private readonly conversation = this.opened?.id ?? '';
  private readonly textarea = viewChild<ElementRef<HTMLTextAreaElement>>('textarea');
  private readonly mentions = viewChild('mentions', { read: ViewContainerRef });
  private draftTimer: ReturnType<typeof setTimeout> | undefined;
  /** What was being written before an edit began, and is gone on with after it. */
  private setAside: string | undefined;

  protected readonly messages = MESSAGES;
  protected readonly text = signal('');
  protected readonly failure = signal<Problem | undefined>(undefined);
  protected readonly mode = this.composing.now;
  private readonly bytes = computed(() => new TextEncoder().encode(this.text()).length);
  protected readonly left = computed(() => LIMITS.payloadBytes - 200 - this.bytes());
  protected readonly showLeft = computed(() => this.left() < NEAR_LIMIT);
  protected readonly sendable = computed(
    () => this.isKnown() && this.text().trim() !== '' && this.left() >= 0,
  );

  /** Also before anything was written, when there is no row yet. */
  private readonly peer = computed(() => this.chat.row(this.conversation)?.peer ?? this.opened?.peer());
  /** In a browser without a copy it comes with the connection. */
  private readonly isKnown = computed(
    () => this.chat.row(this.conversation) !== undefined || this.peer() !== undefined,
  );
  protected readonly blocked = computed(() => this.chat.blocked().has(this.peer() ?? ''));
  /** Why nothing can be written here, where that is so. */
  protected readonly closed = computed(() => {
    const why =
      closedTo(this.chat.row(this.conversation), this.chat.me()) ?? (this.blocked() ? 'blocked' : undefined);
    return why && MESSAGES.closed[why];
  });

  protected readonly about = computed(() => {
    const mode = this.mode();
    if (mode.kind === 'new') return undefined;
    if (mode.kind === 'edit') return { title: MESSAGES.editMessage, text: messagePreview(mode.message) };
    return {
      title: mode.to.own ? MESSAGES.replyToYourself : MESSAGES.replyTo(this.names.person(mode.to.sender)),
      text: messagePreview(mode.to),
    };
  });

  constructor() {
    void this.restoreDraft();
    effect(() => this.enterMode());
    effect(() => {
      if (this.mentioning.offered().length > 0) void this.showMentions();
    });
    afterNextRender(() => {
      // On touch the keyboard would cover what one came to read.
      if (matchMedia('(hover: hover)').matches) this.focus();
    });
    inject(DestroyRef).onDestroy(() => this.keepDraft());
  }

  protected change(text: string): void {
    this.text.set(text);
    this.mentioning.follow(text, this.textarea()?.nativeElement.selectionEnd ?? text.length);
    if (this.setAside !== undefined) return;
    if (text !== '') this.chat.client.typing(this.conversation);
    clearTimeout(this.draftTimer);
    this.draftTimer = setTimeout(() => this.keepDraft(), DRAFT_AFTER_MS);
  }

  protected handleKey(event: KeyboardEvent): void {
    if (event.isComposing || this.handleMentionKey(event)) return;
    if (event.key === 'Enter' && this.enterSends(event)) {
      event.preventDefault();
      void this.send();
    } else if (event.key === 'Escape' && this.mode().kind !== 'new') {
      event.preventDefault();
      this.cancel();
    } else if (event.key === 'ArrowUp' && this.text() === '') {
      this.editLast(event);
    }
  }

  private mention(user: User | undefined): void {
    const completed = this.mentioning.complete(user);
    if (completed !== undefined) this.replace(completed.text, completed.caret);
  }

  protected async send(): Promise<void> {
    if (!this.sendable()) return;
    const mode = this.mode();
    const text = this.text().trim();
    const mentions = mentionsIn(text, this.chat.users());
    const content = {
      text,
      ...(mentions.length > 0 && { mentions }),
      ...(mode.kind === 'reply' && mode.to.seq !== undefined && { replyTo: mode.to.seq }),
    };
    this.clear();
    try {
      if (mode.kind === 'edit')
        await this.chat.client.edit(this.conversation, mode.message.seq ?? 0, content);
      else await this.chat.client.send(this.conversation, content);
      this.notificationOffer.make();
    } catch (error) {
      this.takeBack(mode, text);
      this.failure.set(problemOf(error));
    }
  }

  protected cancel(): void {
    this.composing.done();
    this.resume();
    this.focus();
  }

  protected unblock(): Promise<void> {
    return this.toasts.attempt(() => this.chat.client.people.unblock(this.peer() ?? ''));
  }

  protected pickEmoji(origin: HTMLElement): Promise<void> {
    return this.pickers.open(origin, (emoji) => this.insert(emoji));
  }

  private clear(): void {
    this.failure.set(undefined);
    this.mentioning.close();
    this.composing.done();
    if (this.resume()) return;
    clearTimeout(this.draftTimer);
    this.chat.client.setDraft(this.conversation, '');
    this.replace('', 0);
  }

  /** What could not be sent stands in the field again, before what was written since. */
  private takeBack(mode: Composition, text: string): void {
    if (mode.kind === 'edit') {
      this.composing.edit(mode.message, text);
    } else {
      if (mode.kind === 'reply') this.composing.reply(mode.to);
      this.text.set([text, this.text()].filter((part) => part !== '').join('\n'));
    }
  }

  /** Ctrl or Cmd with Enter always sends; Enter alone as chosen, and never on touch, where there is no Shift. */
  private enterSends(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.metaKey) return true;
    if (event.shiftKey || event.altKey || matchMedia('(pointer: coarse)').matches) return false;
    return this.settings.enter() === 'sends';
  }

  private enterMode(): void {
    const mode = this.mode();
    untracked(() => {
      if (mode.kind === 'edit') {
        if (this.text() !== '') this.keepDraft();
        this.setAside ??= this.text();
        this.replace(mode.text, mode.text.length);
      } else {
        this.resume();
        if (mode.kind === 'reply') this.focus();
      }
    });
  }

  /** Ends an edit. @returns whether there was one */
  private resume(): boolean {
    const text = this.setAside;
    if (text === undefined) return false;
    this.setAside = undefined;
    this.replace(text, text.length);
    return true;
  }

  private editLast(event: KeyboardEvent): void {
    const last = this.opened
      ?.items()
      .findLast((item) => item.kind === 'message' && item.own && item.seq !== undefined);
    if (last?.kind !== 'message' || last.content === undefined) return;
    event.preventDefault();
    this.composing.edit(last);
  }

  private insert(emoji: string): void {
    const field = this.textarea()?.nativeElement;
    const at = field?.selectionStart ?? this.text().length;
    const text = this.text().slice(0, at) + emoji + this.text().slice(field?.selectionEnd ?? at);
    this.change(text);
    this.replace(text, at + emoji.length);
  }

  /** Now and in the field itself: who goes on typing does so behind the caret. */
  private replace(text: string, caret: number): void {
    this.text.set(text);
    const field = this.textarea()?.nativeElement;
    if (field === undefined) return;
    field.value = text;
    field.setSelectionRange(caret, caret);
    field.focus();
  }

  /** Loaded with the first mention that is typed. */
  private async showMentions(): Promise<void> {
    const { MentionList } = await import('./mention-list.ts');
    const anchor = this.mentions();
    if (anchor?.length === 0)
      anchor.createComponent(MentionList).instance.chosen.subscribe((user) => this.mention(user));
  }

  /** @returns whether the key belonged to the list of whom to mention */
  private handleMentionKey(event: KeyboardEvent): boolean {
    const { mentioning } = this;
    if (mentioning.offered().length === 0) return false;
    if (event.key === 'ArrowUp') mentioning.move(-1);
    else if (event.key === 'ArrowDown') mentioning.move(1);
    else if (event.key === 'Escape') mentioning.close();
    else if (event.key === 'Enter' || event.key === 'Tab')
      this.mention(mentioning.offered()[mentioning.active()]);
    else return false;
    event.preventDefault();
    return true;
  }

  private async restoreDraft(): Promise<void> {
    const draft = await this.chat.client.draft(this.conversation);
    if (this.setAside === '') this.setAside = draft;
    else if (this.text() === '') this.text.set(draft);
  }

  private keepDraft(): void {
    clearTimeout(this.draftTimer);
    if (this.setAside === undefined) this.chat.client.setDraft(this.conversation, this.text());
  }

  private focus(): void {
    this.textarea()?.nativeElement.focus();
  }
}
