import { type DestroyRef, signal, type Signal } from '@angular/core';
import type { ConnectionState } from '@parley/client';
import { TIMING } from '@parley/protocol/core';
import type { ReadableAtom } from 'nanostores';

/** Whether the connection has been gone for more than a moment; short interruptions are not shown. */
export function noticedOffline(
  connection: ReadableAtom<ConnectionState>,
  owner: DestroyRef,
): Signal<boolean> {
  const noticed = signal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = connection.subscribe(({ kind }) => {
    if (kind !== 'online') {
      timer ??= setTimeout(() => noticed.set(true), TIMING.offlineNotice);
      return;
    }
    clearTimeout(timer);
    timer = undefined;
    noticed.set(false);
  });
  owner.onDestroy(() => {
    stop();
    clearTimeout(timer);
  });
  return noticed.asReadonly();
}
