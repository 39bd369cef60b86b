import { effect, inject, signal, type Signal } from '@angular/core';
import { TIMING } from '@parley/protocol/core';
import { Chat } from './chat.ts';

/** Whether there is no connection for longer than a hiccup, which is nobody's concern. In an injection context. */
export function noticedOffline(): Signal<boolean> {
  const chat = inject(Chat);
  const noticed = signal(false);
  effect((onCleanup) => {
    if (chat.connection().kind === 'online') {
      noticed.set(false);
      return;
    }
    const timer = setTimeout(() => noticed.set(true), TIMING.offlineNotice);
    onCleanup(() => clearTimeout(timer));
  });
  return noticed.asReadonly();
}
