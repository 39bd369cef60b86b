import { IndexedDbLogs, IndexedDbStorage, systemClock } from '@parley/client';
import type { Entry } from '@parley/protocol';

/** What the page gets: see `fill-local-copy.ts`. */
export type Fill = (me: string, conversation: string, entries: readonly Entry[]) => Promise<void>;

/** Puts a run before what the local copy holds, in its boxes, as the client itself does. */
const fill: Fill = async (me, conversation, entries) => {
  const [first, last] = [entries.at(0), entries.at(-1)];
  if (first === undefined || last === undefined) return;
  const storage = new IndexedDbStorage(me, systemClock);
  const run = { from: first.seq, to: last.seq, entries, hidden: [] };
  const { outcome } = await new IndexedDbLogs(me, storage).prepend(conversation, run);
  await storage.close();
  if (outcome !== 'applied') throw new Error(`The local copy was not filled: ${outcome}.`);
};

/** For the bench that drives the page. */
Object.assign(globalThis, { fill });
