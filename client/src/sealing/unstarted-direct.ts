import { CHAIN_START, type Entry, type Uuid } from '@parley/protocol';
import { emptyRoster, foldRoster } from '../belief/believe-roster.ts';
import type { BelievedRoster } from '../model/sealing/believed-roster.ts';
import type { KeyLogs } from '../model/keys/sender-keys.ts';

/** What is believed of a direct conversation before its first entry: its id says whose it is, so that its first keys can be made. */
export function unstartedDirect(conversation: Uuid, pair: readonly Uuid[], keyLogs: KeyLogs): BelievedRoster {
  const [sender = conversation] = pair;
  const entry: Entry = {
    ...{ conversation, seq: 1, id: conversation, sender, time: 0, count: 0, chain: CHAIN_START },
    body: {
      ...{
        kind: 'created',
        type: 'direct',
        visibility: 'private',
        protection: 'sealed',
        history: 'fromJoin',
      },
      members: [...new Set(pair)].map((uid) => ({ uid, role: 'member' }) as const),
    },
  };
  return foldRoster(emptyRoster(conversation), [{ entry, check: { kind: 'unsigned' } }], keyLogs);
}
