import { decodeContent, type Entry } from '@parley/protocol';
import type { HeldEntry } from '../src/model/held-entry.ts';

/** An entry as the link hands it to the storage: opened. */
export function held(entry: Entry): HeldEntry {
  const { payload } = entry;
  if (payload === undefined || !('bytes' in payload)) return entry;
  const content = decodeContent(payload);
  const opened =
    content === undefined ? ({ kind: 'unopened', since: 0 } as const) : { kind: 'content' as const, content };
  return { ...entry, opened };
}
