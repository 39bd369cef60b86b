import type { History } from '../world/history.ts';
import { entriesIn } from './entries-in.ts';
import type { Sent } from './simulated-connection.ts';

const MESSAGES: readonly string[] = ['privateMessage', 'groupMessage', 'broadcastMessage'];

/** Notes what users were shown and what they were promised. */
export function noteSent(history: History): Sent {
  return (uid, name, payload) => {
    for (const entry of entriesIn(name, payload)) {
      history.wasSeen(uid, entry);
      if (MESSAGES.includes(name)) history.wasAcknowledged(entry);
    }
  };
}
