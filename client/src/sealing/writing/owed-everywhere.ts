import { CodedError, type Uuid } from '@parley/protocol';
import { pause } from '../../platform/pause.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Addressee } from '../../ports/sealing/entry-sender.ts';
import type { SealingLogs } from '../../ports/sealing/sealed-logs.ts';
import type { ReadyEpochs } from '../epochs/ready-epochs.ts';

/** How long to wait where the server does not say it, in ms. */
const PAUSE_MS = 1_000;

export interface OwedDeps {
  readonly logs: Pick<SealingLogs, 'view'>;
  readonly epochs: Pick<ReadyEpochs, 'signable'>;
  readonly clock: Clock;
  /** The sealed conversations that the user is in. */
  conversations(): readonly Addressee[];
  /** Whether this tab is the one that writes, and the account is open in it. */
  readonly mayWrite: () => boolean;
  /** Whether it is worth to look closer into one, by what is at hand: its whole list of members may have to be fetched. */
  readonly mayOwe: (conversation: Uuid) => Promise<boolean>;
  /** Told of what was refused in one conversation; the others go on. */
  readonly refused: (error: CodedError) => void;
}

/** Signs what the user's devices owe: a new key in each conversation, and departures that a log has lost. */
export class OwedEverywhere {
  readonly #deps: OwedDeps;
  readonly #wanted = new Map<Uuid, Addressee>();
  #running = false;

  constructor(deps: OwedDeps) {
    this.#deps = deps;
  }

  /** In all conversations, one after the other. @throws NoAnswerError; the next call goes on with it */
  async settle(): Promise<void> {
    for (const to of this.#deps.conversations()) this.#wanted.set(to.conversation, to);
    await this.#run();
  }

  /** In one that was not known before, or not sealed. @throws NoAnswerError */
  async settleIn(to: Addressee): Promise<void> {
    this.#wanted.set(to.conversation, to);
    await this.#run();
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      // What is wanted meanwhile comes behind the others.
      for (const [conversation, to] of this.#wanted) {
        this.#wanted.delete(conversation);
        await this.#sign(to);
      }
    } finally {
      this.#running = false;
    }
  }

  async #sign(to: Addressee): Promise<void> {
    try {
      while (this.#deps.mayWrite() && (await this.#isOwed(to.conversation))) await this.#signable(to);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      this.#deps.refused(error);
    }
  }

  async #signable(to: Addressee): Promise<void> {
    const { epochs, clock } = this.#deps;
    try {
      await epochs.signable(to);
    } catch (error) {
      if (!(error instanceof CodedError && error.retryable)) throw error;
      await pause(clock, error.retryAfterMs ?? PAUSE_MS);
    }
  }

  async #isOwed(conversation: Uuid): Promise<boolean> {
    const { logs, mayOwe } = this.#deps;
    return (await mayOwe(conversation)) && ((await logs.view(conversation))?.owed.length ?? 0) > 0;
  }
}
