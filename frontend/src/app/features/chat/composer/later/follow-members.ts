import { DestroyRef, effect, inject } from '@angular/core';
import { Chat } from '../../../../core/chat/chat.ts';
import { Composing } from '../../../../core/chat/composing.ts';
import { OpenConversation } from '../../../../core/chat/open-conversation.ts';
import { Mentioning } from '../mentioning.ts';

const WHILE_TYPING_MS = 150;
const NAME = /@([\p{L}\p{M}\p{N}_-]{0,30})(?<isTyped>$)?/gu;
/** A text of more names than this tells nobody. */
const MOST_NAMES = 100;

/**
 * Asks the server for the members of a room whom the text names, also a pasted one and one from before a reload. Called in the
 * composer's injection context.
 */
export function followMembers(): void {
  const { client, connection } = inject(Chat);
  const conversation = inject(OpenConversation).id() ?? '';
  const { text } = inject(Composing);
  const { met, isRoom } = inject(Mentioning);
  const asked = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask(name: string): Promise<void> {
    if (asked.has(name)) return;
    asked.add(name);
    try {
      const { members } = await (await client.rooms()).members(conversation, name);
      met.update((before) => [...new Set([...before, ...members.map(({ user }) => user.uid)])]);
    } catch {
      // Who writes can go on without them; the next letter and the next connection ask again.
      asked.delete(name);
    }
  }

  effect(() => {
    const named = [...text().matchAll(NAME)].slice(0, MOST_NAMES);
    clearTimeout(timer);
    if (!isRoom() || connection().kind !== 'online') return;
    for (const [, name = '', isTyped] of named) {
      if (isTyped === undefined) void ask(name);
      else timer = setTimeout(() => void ask(name), WHILE_TYPING_MS);
    }
  });
  inject(DestroyRef).onDestroy(() => clearTimeout(timer));
}
