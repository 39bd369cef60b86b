import { ParleyError, type EpochState, type Uuid } from '@parley/protocol';
import { commandId } from '../../model/command-id.ts';
import type { LeftOut } from '../../model/sealing/left-out.ts';
import type { EpochToStart, SealingView } from '../../model/sealing/sealing-view.ts';
import type { Addressee } from '../../ports/sealing/entry-sender.ts';
import { isRemade } from '../writing/is-remade.ts';
import { newEpochKey } from './new-epoch-key.ts';
import { ownWriter } from '../writing/own-writer.ts';
import { sealEpoch, type KeysBody } from './seal-epoch.ts';
import { sealTargets } from './seal-targets.ts';
import type { SealedCommand } from '../writing/sealed-command.ts';
import type { SealingDeps } from '../sealing-deps.ts';

/** An epoch that was begun here, and whose parts are not all known to be stored. */
interface BegunEpoch extends EpochToStart {
  readonly commitment: string;
  readonly parts: readonly SealedCommand<KeysBody>[];
  /** Members whom it leaves out. */
  readonly leavesOut: readonly Uuid[];
}

/** Starts epochs. After a lost connection it goes on with the same bytes: that a part was stored already does no harm. */
export class EpochStarter {
  readonly #deps: SealingDeps;
  readonly #begun = new Map<Uuid, BegunEpoch>();
  /** The last epoch of each conversation that was begun here, also once it is stored. */
  readonly #last = new Map<Uuid, Pick<BegunEpoch, 'commitment' | 'leavesOut'>>();

  constructor(deps: SealingDeps) {
    this.#deps = deps;
  }

  /** The commitment of an epoch whose parts did not all go out. */
  unfinished(conversation: Uuid): string | undefined {
    return this.#begun.get(conversation)?.commitment;
  }

  /**
   * Whether the chosen epoch is one of this device that lacks somebody whom it would seal to by now, such as one whose new keys the user
   * has accepted; or whether another one is on its way that takes its place.
   */
  isOutgrown(view: SealingView): boolean {
    const { chosen, recipients } = view;
    const { conversation } = view.place;
    const begun = this.#begun.get(conversation);
    if (begun !== undefined && isFor(begun, view)) return true;
    const last = this.#last.get(conversation);
    if (chosen.kind !== 'use' || last?.commitment !== chosen.epoch.commitment) return false;
    return recipients.some(({ user }) => last.leavesOut.includes(user));
  }

  /**
   * Does nothing where more keys came while the server was asked for those of members: somebody else's epoch may do by now.
   * @param newest the epoch that does not do
   * @throws CodedError, NoAnswerError
   */
  async start(to: Addressee, newest: EpochState | undefined): Promise<void> {
    const view = await this.#deps.logs.refreshMembers(to.conversation);
    if (view === undefined || view.newest?.epoch !== newest?.epoch || view.newest?.part !== newest?.part)
      return;
    const before = this.#begun.get(to.conversation);
    const begun = before !== undefined && isFor(before, view) ? before : await this.#begin(view);
    this.#begun.set(to.conversation, begun);
    this.#last.set(to.conversation, begun);
    await this.#send(to, begun, 0);
  }

  /** Sends the parts that are not stored yet. @throws CodedError, NoAnswerError */
  async finish(to: Addressee, stored: number): Promise<void> {
    const begun = this.#begun.get(to.conversation);
    if (begun !== undefined) await this.#send(to, begun, stored);
  }

  async #begin(view: SealingView): Promise<BegunEpoch> {
    const { crypto, keys, clock, random } = this.#deps;
    const { conversation } = view.place;
    const { epoch, roster } = view.next;
    const { targets, leftOut } = await sealTargets(view, crypto);
    this.#tell(conversation, epoch, leftOut);
    const { account, time } = ownWriter(this.#deps);
    const isAlone = targets.every(({ user }) => user === account.keyLog.uid);
    // Else the user would write to nobody, and not notice.
    if (isAlone && leftOut.length > 0) throw new ParleyError('E_NO_KEYS');
    const key = newEpochKey(conversation, epoch);
    // Before anybody else has it: what is sealed under it can be read here, whatever happens.
    await keys.keep(conversation, [key]);
    const sealing = { crypto, newId: () => commandId(clock.now(), random.uuid()) };
    const parts = await sealEpoch(sealing, { account, time }, view, { roster, key }, targets);
    const leavesOut = view.leftOut.map(({ user }) => user);
    return { epoch, roster, commitment: key.commitment, parts, leavesOut };
  }

  async #send(to: Addressee, { parts }: BegunEpoch, from: number): Promise<void> {
    try {
      for (const part of parts.slice(from)) {
        const stored = await this.#deps.sender.append(to, part);
        // Where somebody is left out, only an epoch whose recipients are known may be used.
        this.#deps.logs.takeOwn({ ...stored, payload: part.payload });
      }
      this.#begun.delete(to.conversation);
    } catch (error) {
      // Others were faster: these bytes are refused for ever.
      if (isRemade(error)) this.#begun.delete(to.conversation);
      throw error;
    }
  }

  #tell(conversation: Uuid, epoch: number, members: readonly LeftOut[]): void {
    if (members.length > 0) this.#deps.alarm({ kind: 'leftOut', conversation, epoch, members });
  }
}

function isFor({ epoch, roster }: EpochToStart, { next }: SealingView): boolean {
  return epoch === next.epoch && roster === next.roster;
}
