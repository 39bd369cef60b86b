import type { Uuid } from '@parley/protocol';
import type { DraftChannel, DraftNews } from '../ports/draft-channel.ts';

/** Drafts follow in all tabs over a BroadcastChannel. @param me whose drafts they are */
export function createBroadcastDrafts(me: Uuid): DraftChannel {
  const channel = new BroadcastChannel(`parley-drafts-${me}`);
  let closed = false;
  return {
    // A message that was on its way into the outbox may end after the client was closed.
    announce: (news) => {
      if (!closed) channel.postMessage(news);
    },
    listen: (listener) => {
      channel.addEventListener('message', ({ data }: MessageEvent<DraftNews>) => listener(data));
      return () => {
        closed = true;
        channel.close();
      };
    },
  };
}
