import type { Uuid } from '@parley/protocol';
import type { OutboxOwnership, OwnershipListener } from '../ports/outbox/outbox-ownership.ts';

/**
 * One tab of a browser owns the outbox, by a Web Lock; tabs announce changes over a BroadcastChannel.
 * Hidden tabs are throttled and frozen: a tab that becomes visible takes the lock away from the tab that holds it.
 * @param me whose outbox it is
 */
export function createWebLocksOwnership(me: Uuid): OutboxOwnership {
  const name = `parley-outbox-${me}`;
  const channel = new BroadcastChannel(name);
  let take: () => void = () => undefined;
  return {
    acquire: (listener) => {
      channel.addEventListener('message', () => listener.changed());
      const contender = contend(name, listener);
      take = contender.take;
      return () => {
        contender.stop();
        channel.close();
      };
    },
    take: () => take(),
    announce: () => channel.postMessage('changed'),
  };
}

/** Requests the lock until it is stopped. */
function contend(
  name: string,
  listener: OwnershipListener,
): { readonly take: () => void; readonly stop: () => void } {
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
  const take = () => {
    if (holder === undefined) request({ steal: true }, () => undefined);
  };
  const seen = () => {
    if (document.visibilityState === 'visible') take();
  };

  seen();
  queue();
  document.addEventListener('visibilitychange', seen, { signal });
  return { take, stop: () => ended.abort() };
}
