import { effect, inject, untracked } from '@angular/core';
import { Chat } from './chat.ts';

/** Asks again for what got no answer, as soon as there is a connection. Call it in an injection context. */
export function retryOnline(isUnanswered: () => boolean, retry: () => unknown): void {
  const chat = inject(Chat);
  effect(() => {
    if (chat.connection().kind === 'online') untracked(() => isUnanswered() && retry());
  });
}
