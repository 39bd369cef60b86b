import type { Uuid } from '@parley/protocol';
import type { OutboxOwnership, OwnershipListener } from './outbox-ownership.ts';

/**
 * One tab of a browser owns the outbox, by a Web Lock; tabs tell each other of changes over a BroadcastChannel.
 * Hidden tabs are throttled and frozen: a tab that becomes visible takes the lock away from whoever holds it.
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

/** Wants the lock until it is stopped. @returns the function that stops it */
function contend(name: string, listener: OwnershipListener): () => void {
  const ended = new AbortController();
  let owned = false;

  const hold = () => {
    owned = true;
    listener.gained();
    return new Promise<void>((resolve) => ended.signal.addEventListener('abort', () => resolve()));
  };
  const lose = () => {
    if (owned) listener.lost();
    owned = false;
  };
  const queue = () => {
    if (!ended.signal.aborted) navigator.locks.request(name, { signal: ended.signal }, hold).catch(requeue);
  };
  const requeue = () => {
    lose();
    queue();
  };
  const steal = () => {
    if (document.visibilityState !== 'visible' || owned) return;
    // The request that still waits in the queue stays there; it is what brings the lock back after the next theft.
    navigator.locks.request(name, { steal: true }, hold).catch(lose);
  };

  queue();
  document.addEventListener('visibilitychange', steal, { signal: ended.signal });
  return () => ended.abort();
}
