import { ParleyError, type Body, type Uuid } from '@parley/protocol';
import type { SealRecipient } from '../model/sealing-view.ts';
import type { Addressee } from '../ports/sealing/entry-sender.ts';
import { newcomersInParts, rowUpTo } from './epochs/epoch-row.ts';
import { ownWriter } from './own-writer.ts';
import { ReadyEpochs } from './epochs/ready-epochs.ts';
import { sealKeys } from './epochs/seal-epoch.ts';
import { sealStatement } from './seal-statement.ts';
import { targetOf } from './epochs/seal-targets.ts';
import type { Command, SealedCommand } from './sealed-command.ts';
import type { SealingDeps } from './sealing-deps.ts';
import { commandId } from '../model/command-id.ts';

type Addition = Extract<Body, { readonly kind: 'added' }>;

/** Seals additions of members. Where newcomers may read what was said before, the keys of the epochs so far go with it. */
export class Additions {
  readonly #deps: SealingDeps;
  readonly #epochs: Pick<ReadyEpochs, 'ready'>;

  constructor(deps: SealingDeps, epochs: Pick<ReadyEpochs, 'ready'> = new ReadyEpochs(deps)) {
    this.#deps = deps;
    this.#epochs = epochs;
  }

  /**
   * Adds people, in as many entries as it takes for each of them to get all keys.
   * @param newcomers with their newest keys
   * @param append stores an entry, which the next one is made after
   * @throws ParleyError `E_NO_KEYS` if one of them cannot be sealed to, and before anybody was added
   */
  async add(
    to: Addressee,
    newcomers: readonly SealRecipient[],
    append: (command: SealedCommand<Addition>) => Promise<void>,
  ): Promise<void> {
    const { crypto, logs } = this.#deps;
    const bad = await crypto.unsealable(newcomers.map(targetOf));
    if (bad.length > 0) throw new ParleyError('E_NO_KEYS');
    let left = newcomers.toSorted((a, b) => (a.user < b.user ? -1 : 1));
    while (left.length > 0) {
      const { sealed, added } = await this.#next(to, left);
      await append(sealed);
      await logs.catchUp(to.conversation);
      left = left.slice(added);
    }
  }

  /** The next entry, for as many of them as it holds. */
  async #next(to: Addressee, left: readonly SealRecipient[]) {
    const view = await this.#deps.logs.view(to.conversation);
    if (view === undefined) throw new Error(`${to.conversation} is not sealed`);
    const all = left.map(({ user }) => user);
    if (view.history !== 'all' || view.newest === undefined) {
      const command = this.#command({ kind: 'added', members: all });
      return { sealed: await sealStatement(ownWriter(this.#deps), view, command), added: all.length };
    }
    return this.#withKeys(to, left);
  }

  async #withKeys(to: Addressee, left: readonly SealRecipient[]) {
    const { keys, crypto } = this.#deps;
    const { view, key } = await this.#epochs.ready(to);
    const row = rowUpTo(await keys.of(to.conversation), key);
    const [some = []] = newcomersInParts(left, row);
    const members = some.map(({ user }) => user);
    const command = this.#command({ kind: 'added', members, epoch: key.epoch });
    const targets = some.map(targetOf);
    const sealed = await sealKeys({ crypto }, ownWriter(this.#deps), view, command, row, targets);
    return { sealed, added: some.length };
  }

  #command(body: Addition): Command<Addition> {
    const { clock, random } = this.#deps;
    const id: Uuid = commandId(clock.now(), random.uuid());
    return { id, body };
  }
}
