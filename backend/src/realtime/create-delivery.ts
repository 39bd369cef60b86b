import type { Context } from '../domain/context.ts';
import type { LogGrowth } from '../domain/log/conversation-store.ts';
import type { Publisher } from '../domain/publisher.ts';
import { SessionWatch } from './admission/session-watch.ts';
import type { Connections } from './connections.ts';
import { EntryRelay } from './delivery/entry-relay.ts';
import { GroupNotices } from './delivery/group-notices.ts';
import { KeyNotices } from './delivery/key-notices.ts';
import { LocalPublisher } from './delivery/local-publisher.ts';
import { LogTail } from './delivery/log-tail.ts';
import { MarkRelay } from './delivery/mark-relay.ts';
import { Memberships } from './delivery/memberships.ts';
import { TypingRelay } from './delivery/typing-relay.ts';
import type { Bus } from './nodes/bus.ts';
import { listenToNodes } from './nodes/listen-to-nodes.ts';
import { Blocks } from './presence/blocks.ts';
import { Presence } from './presence/presence.ts';

interface DeliveryParts {
  readonly connections: Connections;
  readonly bus: Bus;
  /** Reports what could not be delivered; clients find out by their next heads. */
  readonly failed: (error: unknown) => void;
  /** Hears which logs grew on any node, each second. */
  readonly grew?: (growth: LogGrowth) => void;
}

/** What reaches the connections of this node without being asked for. */
export interface Delivery {
  /** Delivers what this node has stored. */
  readonly publisher: Partial<Publisher>;
  readonly presence: Presence;
  readonly memberships: Memberships;
  readonly typing: TypingRelay;
  /** Once a second: what was missed, and what is sent in batches. */
  tick(): Promise<void>;
}

export function createDelivery(
  context: Pick<Context, 'conversations' | 'users' | 'sessions' | 'liveSettings' | 'clock'>,
  { connections, bus, failed, grew }: DeliveryParts,
): Delivery {
  const { clock, conversations, liveSettings } = context;
  const blocks = new Blocks(context);
  const memberships = new Memberships(connections, context);
  const presence = new Presence({ connections, bus, blocks, context, failed });
  const notices = new GroupNotices({ connections, context, memberships, blocks, presence, failed });
  const entries = new EntryRelay({ connections, conversations, memberships, notices, clock, failed });
  const marks = new MarkRelay(connections);
  const sessions = new SessionWatch(connections, context);
  const typing = new TypingRelay(connections, blocks, bus, clock);
  const tail = new LogTail(conversations, entries, grew);
  const keys = new KeyNotices({ connections, context, failed });
  const parts = { entries, marks, sessions, presence, typing, keys, failed };
  listenToNodes(bus, { ...parts, liveSettings });
  return {
    publisher: new LocalPublisher(parts),
    presence,
    memberships,
    typing,
    tick: async () => {
      entries.tick();
      marks.tick();
      await allDone([sessions.tick(), presence.tick(), tail.tick()]);
    },
  };
}

/** Waits for all, even if one fails: the next tick must not begin before this one has ended completely. */
async function allDone(parts: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(parts);
  const failures = results.flatMap((result): unknown[] =>
    result.status === 'rejected' ? [result.reason] : [],
  );
  if (failures.length > 0) throw new AggregateError(failures, 'not all of a tick was done');
}
