import { ParleyError, type EpochState, type Uuid } from '@parley/protocol';
import { commandId } from '../../model/command-id.ts';
import type { LeftOut } from '../../model/left-out.ts';
import type { EpochToStart, SealingView } from '../../model/sealing-view.ts';
import type { Addressee } from '../../ports/sealing/entry-sender.ts';
import { isRemade } from '../is-remade.ts';
import { newEpochKey } from './new-epoch-key.ts';
import { ownWriter } from '../own-writer.ts';
import { sealEpoch, type KeysBody } from './seal-epoch.ts';
import { sealTargets } from './seal-targets.ts';
import type { SealedCommand } from '../sealed-command.ts';
import type { SealingDeps } from '../sealing-deps.ts';

/** An epoch that was begun here, and whose parts are not all known to be stored. */
interface BegunEpoch extends EpochToStart {
  readonly commitment: string;
  readonly parts: readonly SealedCommand<KeysBody>[];
}

/** Starts epochs. After a lost connection it goes on with the same bytes: that a part was stored already does no harm. */
export class EpochStarter {
  readonly #deps: SealingDeps;
  readonly #begun = new Map<Uuid, BegunEpoch>();
  /** Whom the last epoch that was begun here in a conversation leaves out. */
  readonly #leavesOut = new Map<Uuid, Pick<BegunEpoch, 'commitment'> & { readonly users: readonly Uuid[] }>();

  constructor(deps: SealingDeps) {
    this.#deps = deps;
  }

  /** The commitment of an epoch whose parts did not all go out. */
  unfinished(conversation: Uuid): string | undefined {
    return this.#begun.get(conversation)?.commitment;
  }

  /** Whether an epoch of this device lacks somebody whom it would seal to by now, such as one whose new keys the user has accepted. */
  isOutgrown({ place, chosen, recipients }: Pick<SealingView, 'place' | 'chosen' | 'recipients'>): boolean {
    const last = this.#leavesOut.get(place.conversation);
    if (chosen.kind !== 'use' || last?.commitment !== chosen.epoch.commitment) return false;
    return recipients.some(({ user }) => last.users.includes(user));
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
    const users = view.leftOut.map(({ user }) => user);
    this.#leavesOut.set(conversation, { commitment: key.commitment, users });
    const parts = await sealEpoch(sealing, { account, time }, view, { roster, key }, targets);
    return { epoch, roster, commitment: key.commitment, parts };
  }

  async #send(to: Addressee, { parts }: BegunEpoch, from: number): Promise<void> {
    try {
      for (const part of parts.slice(from)) {
        const stored = await this.#deps.sender.append(to, part);
        // Where somebody is left out, only an epoch will do of which it is known whom it was sealed to.
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
