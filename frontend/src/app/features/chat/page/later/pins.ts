import { computed, effect, inject, type Signal, signal, untracked } from '@angular/core';
import type { MessageItem, SealedConversation, TimelineItem } from '@parley/client';
import { Chat } from '../../../../core/chat/chat.ts';
import { OpenConversation } from '../../../../core/chat/open-conversation.ts';
import type { Referred } from '../../../../core/chat/referred.ts';

/** A pinned message, as it is now. */
export interface Pin {
  readonly seq: number;
  readonly item: Referred;
}

/**
 * The pinned messages of the open conversation, the newest last. Call it in an injection context.
 *
 * The server's list says where to look. Of a message that is on this device, so are the pins after it, each judged by whoever signed it:
 * what the server pins or unpins by itself does not count. What is far is looked for only once it is to be shown.
 * @param shown the one in view, by its `seq`
 */
export function pins(shown: () => number | undefined): Signal<readonly Pin[]> {
  const chat = inject(Chat);
  const open = inject(OpenConversation);
  const found = signal<ReadonlyMap<number, Referred>>(new Map());
  const inMemory = computed(() => new Map((open.current()?.items() ?? []).flatMap(placed)));
  const wanted = computed(() => {
    const listed = open.current()?.details()?.state.pinned ?? [];
    const others = [...inMemory()].flatMap(([seq, { pinned }]) =>
      pinned && !listed.includes(seq) ? seq : [],
    );
    return [...others, ...listed];
  });
  const judge = (item: Referred) => mayShow(item, isSealed(chat.sealed().get(open.id() ?? '')));
  // What was passed over is looked at again, too: its pin may have been judged meanwhile.
  const isLookedFor = (seq: number) => {
    const last = untracked(found).get(seq);
    return !inMemory().has(seq) && (seq === shown() || (last !== undefined && !judge(last)));
  };
  effect(() => {
    const opened = open.current();
    chat.connection();
    for (const seq of wanted().filter(isLookedFor)) {
      const show = (item: Referred = { kind: 'absent' }) => {
        if (untracked(open.current) === opened) found.update((before) => new Map(before).set(seq, item));
      };
      // A local copy that can't be read has a note of its own.
      opened?.conversation.message(seq).then(show, () => show());
    }
  });
  return computed(() =>
    wanted().flatMap((seq) => {
      const item = inMemory().get(seq) ?? found().get(seq) ?? { kind: 'looking' as const };
      return judge(item) ? { seq, item } : [];
    }),
  );
}

/** Whether nothing counts in a conversation that nobody has signed. */
export function isSealed(state: SealedConversation | undefined): boolean {
  return state !== undefined && state.protection !== 'open';
}

function mayShow(item: Referred, isJudged: boolean): boolean {
  // Nobody can judge here whether it was pinned, and the user can't read it.
  if (item.kind === 'hidden') return !isJudged;
  return item.kind !== 'message' || item.pinned;
}

function placed(item: TimelineItem): (readonly [number, MessageItem])[] {
  return item.kind === 'message' && item.seq !== undefined ? [[item.seq, item]] : [];
}
