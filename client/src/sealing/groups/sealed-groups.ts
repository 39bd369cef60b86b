import { CodedError, ParleyError, refusalByRole, type History, type Uuid } from '@parley/protocol';
import { commandId } from '../../model/command-id.ts';
import type { GroupChange } from '../../model/group-change.ts';
import type { SealingView } from '../../model/sealing/sealing-view.ts';
import type { SignedGroups } from '../../ports/sealing/signed-groups.ts';
import { Additions } from '../writing/additions.ts';
import type { ReadyEpochs } from '../epochs/ready-epochs.ts';
import { isOpenStill } from '../is-open-still.ts';
import { ownWriter } from '../writing/own-writer.ts';
import { sealStatement } from '../writing/seal-statement.ts';
import type { SealedCommand } from '../writing/sealed-command.ts';
import type { SealingDeps } from '../sealing-deps.ts';
import { createSealedGroup } from './create-group.ts';
import { withKeys, type NewcomersDeps } from './newcomers.ts';
import { Refusals } from './refusals.ts';
import { stillWanted, withoutAdded } from './still-wanted.ts';

export interface SealedGroupsDeps extends SealingDeps, NewcomersDeps {
  readonly me: Uuid;
  /** This tab writes from now on: its user asks for something. */
  readonly takeOutbox: () => Promise<void>;
}

/** Groups that this device signs for. What was refused because others were faster is signed anew, as long as it is wanted. */
export class SealedGroups implements SignedGroups {
  readonly #deps: SealedGroupsDeps;
  readonly #epochs: Pick<ReadyEpochs, 'ready' | 'signable'>;
  readonly #additions: Additions;

  constructor(deps: SealedGroupsDeps, epochs: Pick<ReadyEpochs, 'ready' | 'signable'>) {
    this.#deps = deps;
    this.#epochs = epochs;
    this.#additions = new Additions(deps, epochs);
  }

  async create(name: string, members: readonly Uuid[], history: History): Promise<Uuid> {
    const { me, takeOutbox } = this.#deps;
    const others = [...new Set(members)].filter((uid) => uid !== me);
    await takeOutbox();
    await withKeys(this.#deps, others);
    return createSealedGroup(this.#deps, me, { name, others, history });
  }

  async change(conversation: Uuid, change: GroupChange): Promise<boolean> {
    const { logs, takeOutbox } = this.#deps;
    const view = await logs.view(conversation);
    // Whoever leaves a group that was never sealed need not seal it for the others.
    const isOpen = view !== undefined && isOpenStill(view) && !view.wasSealed;
    if (view === undefined || (change.kind === 'left' && isOpen)) return false;
    await takeOutbox();
    await logs.catchUp(conversation);
    // What was open still may begin no more: the user is out of it by now, or somebody without keys is in.
    const current = await logs.view(conversation);
    if (current === undefined) return false;
    const { me } = this.#deps;
    const { believed: before } = current;
    // Others may have done it, or something else, since what the user saw when they asked for it.
    const wanted = stillWanted(me, change, view.believed, before);
    if (wanted === undefined) return true;
    const refusal = before && refusalByRole(before, me, wanted);
    if (refusal !== undefined) throw new ParleyError(refusal);
    return this.#make(conversation, wanted, before);
  }

  /** Signs until nothing of it is left to do. @returns false where the group stays open after all */
  async #make(conversation: Uuid, change: GroupChange, before: SealingView['believed']): Promise<boolean> {
    const { me, logs } = this.#deps;
    const refusals = new Refusals();
    let left = change;
    let wanted: GroupChange | undefined = change;
    for (let id = this.#newId(); wanted !== undefined;) {
      const view = await logs.view(conversation);
      if (view === undefined) return false;
      const done = await this.#outcomeOf(this.#send(conversation, id, wanted));
      if (!(done instanceof CodedError)) {
        if (done.kind !== 'added') return true;
        // Whoever was added is done, also if somebody removes them again at once.
        left = withoutAdded(left, done.members);
        id = this.#newId();
      }
      await logs.catchUp(conversation);
      const now = await logs.view(conversation);
      if (now === undefined) return false;
      wanted = stillWanted(me, left, before, now.believed);
      if (done instanceof CodedError && wanted !== undefined) refusals.count(done, view, now);
    }
    return true;
  }

  /** What was done, or why it was refused. */
  async #outcomeOf(sent: Promise<GroupChange>): Promise<GroupChange | CodedError> {
    try {
      return await sent;
    } catch (error) {
      if (error instanceof CodedError) return error;
      throw error;
    }
  }

  async #send(conversation: Uuid, id: Uuid, change: GroupChange): Promise<GroupChange> {
    const signed = await this.#signed(conversation, id, change);
    await this.#deps.sender.append({ conversation }, signed);
    return signed.body;
  }

  async #signed(conversation: Uuid, id: Uuid, change: GroupChange): Promise<SealedCommand<GroupChange>> {
    const to = { conversation };
    if (change.kind === 'added') {
      const newcomers = await withKeys(this.#deps, change.members);
      return this.#additions.next(to, id, newcomers);
    }
    const view = await this.#epochs.signable(to);
    return sealStatement(ownWriter(this.#deps), view, { id, body: change });
  }

  #newId(): Uuid {
    const { clock, random } = this.#deps;
    return commandId(clock.now(), random.uuid());
  }
}
