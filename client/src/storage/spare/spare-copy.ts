import type { Uuid } from '@parley/protocol';
import { isNothing } from '../../model/composition.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Remembered, SpareCopy } from '../../ports/storage/lasting-storage.ts';
import type { QueueStorage } from '../../ports/storage/queue-storage.ts';
import { MemoryStorage } from '../memory/memory-storage.ts';
import type { StoredData } from '../memory/memory-tables.ts';
import type { RowChange } from '../memory/row-change.ts';
import { UnsentMirror } from './unsent-mirror.ts';

interface SpareDeps {
  readonly me: Uuid;
  readonly clock: Clock;
  /** Where what is unsent is stored. */
  readonly stored: Pick<QueueStorage, 'adopt'>;
}

/** Begins a spare copy with what is remembered of the lost one. */
export function createSpareCopy(remembered: Remembered, { me, clock, stored }: SpareDeps): SpareCopy {
  return new Spare(me, dataOf(remembered), new UnsentMirror({ clock, stored }, remembered));
}

/** A copy in memory that stores what is unsent. */
class Spare extends MemoryStorage implements SpareCopy {
  readonly #mirror: UnsentMirror;

  constructor(me: Uuid, data: StoredData, mirror: UnsentMirror) {
    super(me, data, ({ kind }: RowChange) => {
      if (kind === 'outbox' || kind === 'drafts') mirror.changed();
    });
    this.#mirror = mirror;
    mirror.start(this);
  }

  storeAgain(): void {
    this.#mirror.storeAgain();
  }

  override async close(): Promise<void> {
    this.#mirror.stop();
  }
}

/** The entries are lost, and come back from the server. */
function dataOf({ conversations, outbox, drafts, users, blocked }: Remembered): StoredData {
  return {
    outbox,
    drafts: drafts.filter(({ composition }) => !isNothing(composition)),
    users,
    blocked,
    entries: [],
    lastKey: Math.max(0, ...outbox.map(({ key }) => key)),
    conversations: conversations.map(({ window: _window, lastEdit: _lastEdit, ...known }) => known),
  };
}
