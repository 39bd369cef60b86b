import type { ChatClient } from '../ports/chat-client.ts';

/** The part of a client that reacts to browser events. */
type Woken = Pick<ChatClient, 'wake' | 'networkLost' | 'keepDrafts'>;

/**
 * Reconnects a client when the network or the page comes back, without waiting for a timer that a frozen tab missed.
 * Stores drafts when the page is hidden: it may never come back.
 * @returns a function that stops it
 */
export function wakeWithBrowser(client: Woken): () => void {
  const stopped = new AbortController();
  const { signal } = stopped;
  const wake = () => client.wake();
  const keep = () => client.keepDrafts();
  addEventListener('online', wake, { signal });
  addEventListener('offline', () => client.networkLost(), { signal });
  addEventListener('pageshow', wake, { signal });
  addEventListener('pagehide', keep, { signal });
  document.addEventListener('resume', wake, { signal });
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.visibilityState === 'visible') wake();
      else keep();
    },
    { signal },
  );
  return () => stopped.abort();
}
