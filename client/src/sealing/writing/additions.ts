import { ParleyError, type Body, type Uuid } from '@parley/protocol';
import type { SealRecipient } from '../../model/sealing/sealing-view.ts';
import type { Addressee } from '../../ports/sealing/entry-sender.ts';
import { newcomersInParts, rowUpTo } from '../epochs/epoch-row.ts';
import { ownWriter } from './own-writer.ts';
import type { ReadyEpochs } from '../epochs/ready-epochs.ts';
import { sealKeys } from '../epochs/seal-epoch.ts';
import { sealStatement } from './seal-statement.ts';
import { targetOf } from '../epochs/seal-targets.ts';
import type { SealedCommand } from './sealed-command.ts';
import type { SealingDeps } from '../sealing-deps.ts';

type Addition = Extract<Body, { readonly kind: 'added' }>;

/** Seals additions of members. Where newcomers may read what was said before, the keys of the epochs so far go with it. */
export class Additions {
  readonly #deps: SealingDeps;
  readonly #epochs: Pick<ReadyEpochs, 'ready' | 'signable'>;

  constructor(deps: SealingDeps, epochs: Pick<ReadyEpochs, 'ready' | 'signable'>) {
    this.#deps = deps;
    this.#epochs = epochs;
  }

  /**
   * The entry that adds as many of them as get all keys with one, in the order of their uids.
   * @param newcomers with their newest keys, at least one
   * @throws CodedError `E_NO_KEYS` if one of them cannot be sealed to, and before anybody was added
   */
  async next(to: Addressee, id: Uuid, newcomers: readonly SealRecipient[]): Promise<SealedCommand<Addition>> {
    const bad = await this.#deps.crypto.unsealable(newcomers.map(targetOf));
    if (bad.length > 0) throw new ParleyError('E_NO_KEYS');
    const inOrder = newcomers.toSorted((a, b) => (a.user < b.user ? -1 : 1));
    const view = await this.#epochs.signable(to);
    if (view.history === 'all' && view.newest !== undefined) return this.#withKeys(to, id, inOrder);
    const members = inOrder.map(({ user }) => user);
    return sealStatement(ownWriter(this.#deps), view, { id, body: { kind: 'added', members } });
  }

  async #withKeys(
    to: Addressee,
    id: Uuid,
    newcomers: readonly SealRecipient[],
  ): Promise<SealedCommand<Addition>> {
    const { keys, crypto } = this.#deps;
    const { view, key } = await this.#epochs.ready(to);
    const row = rowUpTo(await keys.of(to.conversation), key);
    const [some = []] = newcomersInParts(newcomers, row);
    const body: Addition = { kind: 'added', members: some.map(({ user }) => user), epoch: key.epoch };
    return sealKeys({ crypto }, ownWriter(this.#deps), view, { id, body }, row, some.map(targetOf));
  }
}
