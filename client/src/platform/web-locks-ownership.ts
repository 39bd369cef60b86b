import type { Uuid } from '@parley/protocol';
import type { OutboxOwnership, OwnershipListener } from '../ports/outbox-ownership.ts';

/**
 * One tab of a browser owns the outbox, by a Web Lock; tabs announce changes over a BroadcastChannel.
 * Hidden tabs are throttled and frozen: a tab that becomes visible takes the lock away from the tab that holds it.
 * @param me whose outbox it is
 */
export function createWebLocksOwnership(me: Uuid): OutboxOwnership {
  const name = `parley-outbox-${me}`;
  const channel = new BroadcastChannel(name);
  return {
    acquire: (listener) => {
      channel.addEventListener('message', () => listener.changed());
      const stop = contend(name, listener);
      return () => {
        stop();
        channel.close();
      };
    },
    announce: () => channel.postMessage('changed'),
  };
}

/** Requests the lock until it is stopped. @returns the function that stops it */
function contend(name: string, listener: OwnershipListener): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  /** The request that holds the lock; a later request of the same tab may steal it. */
  let holder: symbol | undefined;

  const request = (options: LockOptions, lost: () => void) => {
    const self = Symbol(name);
    const hold = () => {
      // Granted after it was stopped: nothing would release the lock.
      if (signal.aborted) return undefined;
      if (holder === undefined) listener.gained();
      holder = self;
      return new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    };
    navigator.locks.request(name, options, hold).catch(() => {
      if (holder === self) {
        holder = undefined;
        listener.lost();
      }
      lost();
    });
  };
  /** Waits in line for the lock, and again after it was stolen. */
  const queue = () => {
    if (!signal.aborted) request({ signal }, queue);
  };
  const steal = () => {
    if (document.visibilityState === 'visible' && holder === undefined)
      request({ steal: true }, () => undefined);
  };

  steal();
  queue();
  document.addEventListener('visibilitychange', steal, { signal });
  return () => ended.abort();
}
