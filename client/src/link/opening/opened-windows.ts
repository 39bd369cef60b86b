import type { Uuid } from '@parley/protocol';
import type { HeldEntry } from '../../model/held-entry.ts';
import type { Run, StoredConversation } from '../../model/stored-conversation.ts';
import type { LogStorage, RunResult } from '../../ports/storage/log-storage.ts';
import type { Opening } from './opening.ts';

interface OpenedResult extends RunResult {
  /** Those of the run, as far as they could be opened. */
  readonly entries: readonly HeldEntry[];
}

/** Moves the windows of the local copy by runs as they come: opens their entries before. */
export class OpenedWindows {
  readonly #windows: LogStorage;
  readonly #opening: Pick<Opening, 'run'>;

  constructor(windows: LogStorage, opening: Pick<Opening, 'run'>) {
    this.#windows = windows;
    this.#opening = opening;
  }

  append(conversation: Uuid, run: Run): Promise<OpenedResult> {
    return this.#opening.run(run, async (opened) => {
      const result = await this.#windows.append(conversation, opened);
      return { ...result, entries: opened.entries };
    });
  }

  prepend(conversation: Uuid, run: Run): Promise<RunResult> {
    return this.#opening.run(run, (opened) => this.#windows.prepend(conversation, opened));
  }

  replace(conversation: Uuid, run: Run): Promise<StoredConversation> {
    return this.#opening.run(run, (opened) => this.#windows.replace(conversation, opened));
  }

  truncate(conversation: Uuid, seq: number | undefined): Promise<StoredConversation> {
    return this.#windows.truncate(conversation, seq);
  }
}
