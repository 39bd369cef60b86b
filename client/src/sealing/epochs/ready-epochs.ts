import { ParleyError, type Uuid } from '@parley/protocol';
import { commandId } from '../../model/command-id.ts';
import type { OwedChange } from '../../model/group-change.ts';
import type { SealingView } from '../../model/sealing/sealing-view.ts';
import { Serial } from '../../platform/serial.ts';
import type { Addressee } from '../../ports/sealing/entry-sender.ts';
import type { EpochKey } from '../../ports/sealing/epoch-key-keeper.ts';
import { EpochStarter } from './epoch-starter.ts';
import { isRemade } from '../writing/is-remade.ts';
import { NextChange } from '../writing/next-change.ts';
import { canSign, nextStep, type Circumstances, type NextStep } from '../writing/next-step.ts';
import { ownWriter } from '../writing/own-writer.ts';
import { sealStatement } from '../writing/seal-statement.ts';
import type { SealingDeps } from '../sealing-deps.ts';
import { SEALING_LIMITS } from '../sealing-limits.ts';

/** A conversation in which content can be sealed now. */
export interface ReadyEpoch {
  readonly view: SealingView;
  readonly key: EpochKey;
}

/** Does what has to happen before something can be sealed. */
export class ReadyEpochs {
  readonly #deps: SealingDeps;
  readonly #starter: EpochStarter;
  /** What seals in one conversation takes turns, so that it starts one epoch and not two. */
  readonly #turns = new Map<Uuid, Serial>();
  /** In each conversation, since when parts of each member's epochs have been waited for, under one roster. */
  readonly #patience = new Map<
    Uuid,
    { readonly roster: number; readonly since: ReadonlyMap<Uuid, number> }
  >();

  constructor(deps: SealingDeps) {
    this.#deps = deps;
    this.#starter = new EpochStarter(deps);
  }

  /**
   * Resolves once there is a good epoch that is open here.
   * @throws CodedError, NoAnswerError if there is none and none can be started now
   */
  ready(to: Addressee): Promise<ReadyEpoch> {
    return this.#until(to, (view, step) => (step.kind === 'seal' ? { view, key: step.key } : undefined));
  }

  /**
   * Resolves once something that needs no key can be signed: nothing is owed, and the conversation is sealed.
   * @throws CodedError, NoAnswerError
   */
  async signable(to: Addressee): Promise<SealingView> {
    // It need not wait for its turn: what has it may wait for others' keys.
    const view = await this.#known(to.conversation);
    if (canSign(view, nextStep(view, { waited: 0 }))) return view;
    return this.#until(to, (view, step) => (canSign(view, step) ? view : undefined));
  }

  #until<T>(to: Addressee, outcome: (view: SealingView, step: NextStep) => T | undefined): Promise<T> {
    const turns = this.#turns.get(to.conversation) ?? new Serial();
    this.#turns.set(to.conversation, turns);
    return turns.run(() => this.#steps(to, outcome));
  }

  async #steps<T>(to: Addressee, outcome: (view: SealingView, step: NextStep) => T | undefined): Promise<T> {
    let at = '';
    for (let tries = 0; tries <= SEALING_LIMITS.remakes; tries++) {
      // It listens before it looks, so that nothing falls between.
      const change = new NextChange(this.#deps.logs, to.conversation);
      try {
        const view = await this.#view(to.conversation);
        const step = nextStep(view, await this.#circumstances(view));
        const done = outcome(view, step);
        if (done !== undefined) return done;
        // What others have written since explains why the last try did not do.
        const now = `${view.next.roster}/${view.next.epoch}/${view.newest?.part ?? 0}`;
        if (now !== at || step.kind === 'wait') tries = 0;
        at = now;
        await this.#take(step, view, to, change);
      } finally {
        change.stop();
      }
    }
    throw new ParleyError('E_KEY_EPOCH');
  }

  async #take(step: NextStep, view: SealingView, to: Addressee, change: NextChange): Promise<void> {
    switch (step.kind) {
      case 'seal':
        return;
      case 'owed':
        return this.#sent(to, () => this.#sign(to, view, step.change));
      case 'start':
        return this.#sent(to, () => this.#starter.start(to, view.newest));
      case 'finish':
        return this.#sent(to, () => this.#starter.finish(to, step.stored));
      case 'wait':
        return change.within(this.#deps.clock, step.ms);
      case 'catchUp':
        return this.#deps.logs.catchUp(to.conversation);
      case 'notAMember':
        throw new ParleyError('E_NOT_A_MEMBER');
    }
  }

  async #sign(to: Addressee, view: SealingView, body: OwedChange): Promise<void> {
    const { clock, random, sender } = this.#deps;
    const command = { id: commandId(clock.now(), random.uuid()), body };
    await sender.append(to, await sealStatement(ownWriter(this.#deps), view, command));
  }

  /** The log is read on either way: it holds what was sent, or why that was refused. */
  async #sent(to: Addressee, send: () => Promise<void>): Promise<void> {
    try {
      await send();
    } catch (error) {
      if (!isRemade(error)) throw error;
    }
    await this.#deps.logs.catchUp(to.conversation);
  }

  async #view(conversation: Uuid): Promise<SealingView> {
    const view = await this.#known(conversation);
    const { kind } = view.chosen;
    if ((kind !== 'start' && kind !== 'unfinished') || view.newest === undefined) return view;
    // Who started the newest epoch may not be held: `keys` come without what is in them, also one's own.
    await this.#deps.keys.fetch([{ conversation, epoch: view.newest.epoch }]);
    return this.#known(conversation);
  }

  async #known(conversation: Uuid): Promise<SealingView> {
    const view = await this.#deps.logs.view(conversation);
    // A group that was about to be sealed may stay open, once somebody without keys is in. The next try finds it so.
    if (view === undefined) throw new ParleyError('E_KEY_EPOCH', { retryable: true });
    return view;
  }

  async #circumstances(view: SealingView): Promise<Circumstances> {
    const { conversation } = view.place;
    return {
      key: await this.#key(view),
      unfinished: this.#starter.unfinished(conversation),
      isOutgrown: this.#starter.isOutgrown(view),
      waited: this.#waited(view),
    };
  }

  async #key({ place, chosen }: SealingView): Promise<EpochKey | undefined> {
    if (chosen.kind !== 'use') return undefined;
    const { conversation } = place;
    const { epoch, commitment } = chosen.epoch;
    await this.#deps.keys.fetch([{ conversation, epoch, commitment }]);
    return this.#deps.keys.find(conversation, { epoch, commitment });
  }

  /** However many parts and epochs a member begins under one roster, they are waited for only so long in all. */
  #waited({ place: { conversation }, chosen }: SealingView): number {
    if (chosen.kind === 'use') this.#patience.delete(conversation);
    if (chosen.kind !== 'unfinished') return 0;
    const { roster, starter } = chosen.epoch;
    const before = this.#patience.get(conversation);
    const known = before?.roster === roster ? before.since : new Map<Uuid, number>();
    const now = this.#deps.clock.now();
    const since = known.get(starter) ?? now;
    this.#patience.set(conversation, { roster, since: new Map([...known, [starter, since]]) });
    return now - since;
  }
}
