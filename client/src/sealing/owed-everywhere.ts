import { CodedError, type Uuid } from '@parley/protocol';
import { pause } from '../platform/pause.ts';
import type { Clock } from '../ports/clock.ts';
import { NoAnswerError } from '../ports/no-answer-error.ts';
import type { Addressee } from '../ports/sealing/entry-sender.ts';
import type { SealedLogs } from '../ports/sealing/sealed-logs.ts';
import type { ReadyEpochs } from './epochs/ready-epochs.ts';

/** How long to wait where the server does not say it, in ms. */
const PAUSE_MS = 1_000;

export interface OwedDeps {
  readonly logs: Pick<SealedLogs, 'view'>;
  readonly epochs: Pick<ReadyEpochs, 'signable'>;
  readonly clock: Clock;
  /** The sealed conversations that the user is in. */
  conversations(): readonly Addressee[];
  /** Whether this tab is the one that writes. */
  readonly isOwner: () => boolean;
  /** Whether it is worth to look closer into one, by what is at hand: its whole list of members may have to be fetched. */
  readonly mayOwe: (conversation: Uuid) => Promise<boolean>;
  /** Told of what one conversation refused; the others go on. */
  readonly refused: (error: CodedError) => void;
}

/** Signs what the user's devices owe: a new key in each conversation, and departures that a log has lost. */
export class OwedEverywhere {
  readonly #deps: OwedDeps;
  #running = false;
  #again = false;

  constructor(deps: OwedDeps) {
    this.#deps = deps;
  }

  /** One conversation after the other. Without an answer from the server, the next call goes on with it. */
  async settle(): Promise<void> {
    this.#again = true;
    if (this.#running) return;
    this.#running = true;
    try {
      while (this.#again) {
        this.#again = false;
        for (const to of this.#deps.conversations()) await this.#settleIn(to);
      }
    } catch (error) {
      if (!(error instanceof NoAnswerError)) throw error;
    } finally {
      this.#running = false;
    }
  }

  async #settleIn(to: Addressee): Promise<void> {
    const { epochs, clock, isOwner, refused } = this.#deps;
    while (isOwner() && (await this.#isOwed(to.conversation)))
      try {
        await epochs.signable(to);
      } catch (error) {
        if (!(error instanceof CodedError)) throw error;
        if (!error.retryable) {
          refused(error);
          return;
        }
        await pause(clock, error.retryAfterMs ?? PAUSE_MS);
      }
  }

  async #isOwed(conversation: Uuid): Promise<boolean> {
    const { logs, mayOwe } = this.#deps;
    return (await mayOwe(conversation)) && ((await logs.view(conversation))?.owed.length ?? 0) > 0;
  }
}
