import { Component, computed, inject, input } from '@angular/core';
import type { MessageItem } from '@parley/client';
import { CALLS, isTold } from '@parley/protocol/core';
import { Chat } from '../../../../core/chat/chat.ts';
import { Names } from '../../../../core/chat/names.ts';
import { OpenConversation } from '../../../../core/chat/open-conversation.ts';
import { Icon } from '../../../../shared/icon.ts';
import { MESSAGES } from '../../../../shared/messages.ts';
import { isVisible } from '../../../../shared/message-text/parse/characters.ts';
import { MessageText } from '../../../../shared/message-text/message-text.ts';
import { withoutOverrides } from '../../../../shared/message-text/without-overrides.ts';
import { ClosedMessage } from './closed-message.ts';
import { Quote } from './quote.ts';
import { isRemovedByServer } from './is-removed-by-server.ts';

@Component({
  selector: 'parley-bubble',
  imports: [ClosedMessage, Icon, MessageText, Quote],
  host: {
    '[class.own]': 'item().own',
    '[class.end]': 'end()',
    '[class.first]': 'first()',
    '[class.last]': 'last()',
    '[class.to-me]': 'toMe()',
    '[class.faded]': 'item().deleted || item().content === undefined',
  },
  template: `
    @if (item().pinned) {
      <parley-icon class="pin" name="pin" /><span class="visually-hidden">Pinned</span>
    }
    @if (item().deleted) {
      {{ deletion() }}
    } @else if (item().content; as content) {
      @if (forwardedFrom(); as name) {
        <p class="forwarded">
          Forwarded from <bdi>{{ name }}</bdi>
        </p>
      }
      @if (content.replyTo; as seq) {
        <parley-quote [seq]="seq" />
      }
      @if (visible()) {
        <parley-message-text [text]="content.text" [told]="told()" />
      } @else {
        <i>{{ messages.invisible }}</i>
      }
      @if (item().earlier.at(-1); as before) {
        <details>
          <summary>edited</summary>
          <p class="before" dir="auto">{{ withoutOverrides(before.text) }}</p>
        </details>
      }
    } @else {
      <parley-closed-message [item]="item()" />
    }
  `,
  styles: `
    :host {
      --near: 6px;
      position: relative;
      display: block;
      min-inline-size: 2.5rem;
      padding: 0.4375rem 0.75rem;
      border-radius: var(--radius-bubble);
      border-start-start-radius: var(--near);
      border-end-start-radius: var(--near);
      background: var(--mat-sys-surface-container-high);
    }
    :host(.first) {
      border-start-start-radius: var(--radius-bubble);
    }
    :host(.last) {
      border-end-start-radius: var(--radius-bubble);
    }
    :host(.end) {
      border-radius: var(--radius-bubble);
      border-start-end-radius: var(--near);
      border-end-end-radius: var(--near);
    }
    :host(.end.first) {
      border-start-end-radius: var(--radius-bubble);
    }
    :host(.end.last) {
      border-end-end-radius: var(--radius-bubble);
    }
    :host(.own) {
      background: light-dark(#dfe4fd, #2c3770);
    }
    :host(.to-me) {
      box-shadow: inset 0 0 0 1.5px var(--mat-sys-primary);
    }
    :host(.faded) {
      color: var(--mat-sys-on-surface-variant);
      font-style: italic;
    }
    .pin {
      position: absolute;
      inset-block-start: -0.375rem;
      inset-inline-end: -0.375rem;
      inline-size: 1rem;
      block-size: 1rem;
      color: var(--mat-sys-primary);
    }
    .forwarded,
    details {
      color: var(--mat-sys-on-surface-variant);
      font-size: var(--text-small);
    }
    summary {
      cursor: pointer;
    }
    .before {
      white-space: pre-wrap;
    }
    /* Colours tell nothing there. */
    @media (forced-colors: active) {
      :host {
        border: 1px solid CanvasText;
      }
      :host(.own) {
        border: 2px solid Highlight;
      }
      :host(.to-me) {
        border-style: dashed;
      }
    }
  `,
})
export class Bubble {
  private readonly chat = inject(Chat);
  private readonly names = inject(Names);
  private readonly open = inject(OpenConversation);
  readonly item = input.required<MessageItem>();
  readonly first = input.required<boolean>();
  readonly last = input.required<boolean>();
  /** At the end of the line instead of its start. */
  readonly end = input.required<boolean>();

  protected readonly toMe = computed(
    () => !this.item().own && isTold(this.item().content, this.chat.me().uid),
  );
  protected readonly messages = MESSAGES;
  protected readonly withoutOverrides = withoutOverrides;
  protected readonly visible = computed(() => isVisible(this.item().content?.text ?? ''));
  /** The same while nobody else is told, so that a reaction does not make the text anew under a selection. */
  protected readonly told = computed(
    () =>
      new Set(
        this.item().content?.mentions?.flatMap(
          (uid) => CALLS.get(uid) ?? this.chat.user(uid)?.username.toLowerCase() ?? [],
        ),
      ),
    { equal: (before, now) => before.size === now.size && [...now].every((name) => before.has(name)) },
  );
  protected readonly deletion = computed(() => {
    const { deletedBy, sender } = this.item();
    if (deletedBy === undefined) return this.isRemoved() ? MESSAGES.removedByServer : MESSAGES.deleted;
    if (deletedBy === sender) return MESSAGES.deleted;
    return MESSAGES.deletedBy(this.names.object(deletedBy));
  });
  private readonly isRemoved = computed(() => {
    const current = this.open.current();
    const sealed = this.chat.sealed().get(current?.id ?? '');
    return sealed?.protection === 'sealed' && isRemovedByServer(this.item(), current?.items());
  });
  protected readonly forwardedFrom = computed(() => {
    const uid = this.item().content?.forwardedFrom;
    return uid === undefined ? undefined : this.names.person(uid);
  });
}
