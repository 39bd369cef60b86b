import { computed, inject, Injectable, signal } from '@angular/core';
import type { MessageItem, TimelineItem } from '@parley/client';
import { contentOf, isEditable, writingIn } from '@parley/client/chat';
import type { TextContent, Uuid } from '@parley/protocol';
import { Chat } from './chat.ts';
import { fromAtom } from './from-atom.ts';
import { OpenConversation } from './open-conversation.ts';
import { referred } from './referred.ts';

/** The composer's state of the open conversation. Messages use it to reply or edit. Provided by the conversation. */
@Injectable()
export class Composing {
  private readonly chat = inject(Chat);
  private readonly open = inject(OpenConversation);
  private readonly opened = this.open.current();
  private readonly conversation = this.opened?.id ?? '';
  private readonly composer = this.chat.client.composer(this.conversation);
  readonly changes = this.composer.now;
  private readonly now = fromAtom(this.changes);
  /** The user chose to write to somebody without keys. They are asked again when they come back. */
  readonly openly = signal(false);
  /** Set where slow mode holds the next message up. It holds up no edit. */
  readonly slowed = signal(false);
  readonly mustWait = computed(() => this.slowed() && this.now().edit === undefined);
  private focusField: () => void = () => undefined;

  readonly text = computed(() => writingIn(this.now()).text);
  private readonly subjectSeq = computed(() => this.now().edit?.target ?? this.now().draft.replyTo);
  private readonly referred = referred(this.subjectSeq);
  /** The message being replied to or edited. */
  readonly subject = computed(() =>
    this.subjectSeq() === undefined
      ? undefined
      : {
          kind: this.now().edit === undefined ? ('reply' as const) : ('edit' as const),
          message: this.referred(),
        },
  );

  /** What would be sent now. */
  contentFor(mentions: readonly Uuid[]): TextContent {
    return { type: 'text', ...contentOf(this.now(), mentions) };
  }

  /** @param focus called at once when the user starts to write: their next key already belongs to the field */
  writeIn(focus: () => void): void {
    this.focusField = focus;
  }

  write(text: string, caret: number): void {
    this.composer.write(text, caret);
    if (text !== '' && this.now().edit === undefined) this.chat.client.typing(this.conversation);
  }

  moveCaret(caret: number): void {
    this.composer.moveCaret(caret);
  }

  reply({ seq }: MessageItem): void {
    if (seq === undefined) return;
    this.composer.reply(seq);
    this.focusField();
  }

  edit({ seq, content }: MessageItem): void {
    if (seq === undefined || content === undefined) return;
    this.composer.edit(seq, content.text);
    this.focusField();
  }

  /**
   * A message that is still on its way is not passed over: who edits the last one means that one, not one before it.
   * @returns whether there is an own message to edit
   */
  editLast(): boolean {
    const last = this.opened?.items().findLast(isOwnLast);
    if (last?.kind !== 'message' || !isEditable(last) || this.open.isSimple()) return false;
    this.edit(last);
    return true;
  }

  cancel(): void {
    this.composer.cancel();
    this.focusField();
  }

  send(mentions: readonly Uuid[]): Promise<void> {
    return this.composer.send(mentions, { openly: this.openly() });
  }
}

function isOwnLast(item: TimelineItem): boolean {
  if (item.kind !== 'message') return false;
  return isEditable(item) || (item.own && item.status === 'pending');
}
