import type { Uuid } from '@parley/protocol';
import { knownWords, type HeldEntry } from '../model/held-entry.ts';
import type { OutboxItem } from '../model/outbox-item.ts';
import { queued } from './outbox-change.ts';

/** What is kept of an own message that the server lost; undefined for anything else. One whose words are not known keeps its bytes. */
export function lostItem(entry: HeldEntry, key: number, peer: Uuid | undefined): OutboxItem | undefined {
  const { conversation, id, time, body, payload, box } = entry;
  const content = knownWords(entry);
  if (body.kind !== 'message' || payload === undefined || !('bytes' in payload)) return undefined;
  const said = content === undefined ? {} : { content };
  const bytes = content === undefined ? { payload } : {};
  const task = { kind: 'append', body, ...said } as const;
  const item = {
    conversation,
    ...(peer !== undefined && { peer }),
    id,
    time,
    task,
    ...bytes,
    ...(box !== undefined && { box }),
  };
  return queued({ ...item, state: { kind: 'lost' } }, key);
}
