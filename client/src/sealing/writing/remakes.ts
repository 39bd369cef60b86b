import { bytesOf, decodeHeader, KEY_LIMITS, type CodedError, type Uuid } from '@parley/protocol';
import { carriesPayload } from '@parley/protocol/core';
import type { OutboxItem } from '../../model/outbox-item.ts';
import type { SealingView } from '../../model/sealing/sealing-view.ts';
import { NoAnswerError } from '../../ports/no-answer-error.ts';
import type { SealingLogs } from '../../ports/sealing/sealed-logs.ts';
import { isRemade } from './is-remade.ts';
import { SEALING_LIMITS } from '../sealing-limits.ts';

/** Decides which refused bytes are made anew. */
export class Remakes {
  readonly #logs: Pick<SealingLogs, 'view' | 'catchUp'>;
  /** Refusals that nothing in the log explains. */
  readonly #unexplained = new Map<Uuid, number>();

  constructor(logs: Pick<SealingLogs, 'view' | 'catchUp'>) {
    this.#logs = logs;
  }

  /** Whether other bytes are made of an item whose bytes were refused. All that the server has is held by then. */
  async isRemade(item: OutboxItem, error: CodedError): Promise<boolean> {
    if (!isRemade(error) || !canBeMade(item)) return false;
    const reason = await this.#reasonFor(item);
    if (reason === 'open') return false;
    if (reason === 'outdated') return true;
    const count = (this.#unexplained.get(item.id) ?? 0) + 1;
    this.#unexplained.set(item.id, count);
    if (count <= SEALING_LIMITS.remakes) return true;
    this.#unexplained.delete(item.id);
    return false;
  }

  /** `outdated`: the log has gone on since, so that such bytes could not be accepted. `open`: there is nothing to seal. */
  async #reasonFor({ conversation, payload }: OutboxItem): Promise<'outdated' | 'open' | 'unexplained'> {
    try {
      await this.#logs.catchUp(conversation);
    } catch (error) {
      // With the next connection it comes to the same place.
      if (error instanceof NoAnswerError) return 'outdated';
      throw error;
    }
    const view = await this.#logs.view(conversation);
    // What was made in the open is refused since others have sealed the conversation.
    if (payload?.kind !== 'sealed') return view === undefined ? 'open' : 'unexplained';
    return view !== undefined && isOutdated(payload.bytes, view) ? 'outdated' : 'unexplained';
  }
}

/** What is known only as the bytes that it was cannot be made anew. */
function canBeMade({ task }: OutboxItem): boolean {
  return task.kind === 'append' && (task.content !== undefined || !carriesPayload(task.body.kind));
}

function isOutdated(bytes: string, { next, place, newest }: SealingView): boolean {
  const { epoch, log } = decodeHeader(bytesOf(bytes));
  const hasNewEpoch = epoch > 0 && (newest?.epoch ?? 0) > epoch;
  return hasNewEpoch || next.roster > log.seq || place.seq - log.seq > KEY_LIMITS.headBehind;
}
