import { computed, effect, inject, type Signal, signal, untracked } from '@angular/core';
import type { HiddenItem, MessageItem } from '@parley/client';
import { Chat } from './chat.ts';
import { OpenConversation } from './open-conversation.ts';
import { MESSAGES } from '../../shared/messages.ts';
import { messagePreview } from '../../shared/message-text/row-preview.ts';

/** What a pin, a reply or a quote refers to. It may be far from the messages in memory. */
export type Referred =
  | MessageItem
  | HiddenItem
  | { readonly kind: 'looking' }
  /** Not on this device, and out of reach for now. */
  | { readonly kind: 'absent' };

/** A message by its `seq`, as it is now. Call it in an injection context. */
export function referred(seq: () => number | undefined): Signal<Referred> {
  const chat = inject(Chat);
  const open = inject(OpenConversation);
  const found = signal<{ readonly seq: number; readonly item: Referred } | undefined>(undefined);
  const inMemory = computed(() => {
    const wanted = seq();
    return open
      .current()
      ?.items()
      .find((item): item is MessageItem => item.kind === 'message' && item.seq === wanted);
  });

  // Looked up again after each change and each connection: it may have been edited, or be within reach now.
  effect(() => {
    const wanted = seq();
    const opened = open.current();
    opened?.items();
    chat.connection();
    if (wanted === undefined || opened === undefined || inMemory() !== undefined) return;
    const show = (item: Referred = { kind: 'absent' }) => {
      if (untracked(seq) === wanted) found.set({ seq: wanted, item });
    };
    // A local copy that can't be read has a note of its own.
    opened.conversation.message(wanted).then(show, () => show());
  });

  return computed(() => {
    const last = found();
    return inMemory() ?? (last?.seq === seq() ? last?.item : undefined) ?? { kind: 'looking' };
  });
}

/** In one line. @param looking until it is found */
export function referredPreview(item: Referred, looking: string): string {
  switch (item.kind) {
    case 'message':
      return messagePreview(item);
    case 'hidden':
      return MESSAGES.notForYou;
    case 'absent':
      return MESSAGES.notOnDevice;
    case 'looking':
      return looking;
  }
}
