import type { ChatClient } from '../chat-client.ts';

/** What of a client the browser's events concern. */
type Woken = Pick<ChatClient, 'wake' | 'networkLost' | 'keepDrafts'>;

/**
 * Wakes a client when the network or the page comes back: a timer that a frozen tab missed is no reason to wait.
 * Lets it keep what is being written when the page goes: it may never come back.
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
