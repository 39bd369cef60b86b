import { type CodedError, keyError, type MessageBody } from '@parley/protocol';
import type { OutboxItem } from '../../model/outbox-item.ts';
import type { Sealed, Sealer, Unsealed } from '../../ports/sealer.ts';
import { ownWriter } from './own-writer.ts';
import { ReadyEpochs } from '../epochs/ready-epochs.ts';
import { Remakes } from './remakes.ts';
import { sealMessage, type ContentBody } from './seal-message.ts';
import { sealStatement } from './seal-statement.ts';
import type { SealingDeps } from '../sealing-deps.ts';
import { withoutRefused } from './without-refused.ts';

const LOST_KEYS = 'This machine no longer shows the key that it had, so that nothing can be encrypted to it.';

/** Makes what the outbox sends: sealed in sealed conversations, and as it always was in open ones. */
export class EntrySealer implements Sealer {
  readonly #deps: SealingDeps;
  readonly #plain: Pick<Sealer, 'seal'>;
  readonly #epochs: Pick<ReadyEpochs, 'ready' | 'signable'>;
  readonly #remakes: Remakes;

  constructor(
    deps: SealingDeps,
    plain: Pick<Sealer, 'seal'>,
    epochs: Pick<ReadyEpochs, 'ready' | 'signable'> = new ReadyEpochs(deps),
  ) {
    this.#deps = deps;
    this.#plain = plain;
    this.#epochs = epochs;
    this.#remakes = new Remakes(deps.logs);
  }

  async seal(unsealed: Unsealed): Promise<Sealed> {
    const { conversation, peer, id, body, content } = unsealed;
    const to = { conversation, peer };
    if ((await this.#deps.logs.view(conversation)) === undefined) return this.#openly(unsealed);
    if (content === undefined || !isContent(body)) {
      const view = await this.#epochs.signable(to);
      return sealStatement(ownWriter(this.#deps), view, { id, body });
    }
    const { view, key } = await this.#epochs.ready(to);
    return sealMessage(ownWriter(this.#deps), view, { id, body }, content, key);
  }

  /** A direct conversation is open only with somebody who has no keys: their friend has to know it, whatever they say there. */
  async #openly(unsealed: Unsealed): Promise<Sealed> {
    const { conversation, peer, body, openly } = unsealed;
    this.#deps.logs.checkOpen({ conversation, peer });
    const { simple } = this.#deps;
    const machine = simple?.machineIn(conversation, peer);
    if (simple !== undefined && machine !== undefined && isContent(body))
      return simple.seal(unsealed, machine);
    if (peer !== undefined && isContent(body)) {
      // Not even where the user says so: they said it of somebody without keys.
      if (simple?.wasMachine(peer) === true) throw keyError('E_NO_KEYS', { message: LOST_KEYS });
      if (openly !== true) throw keyError('E_NO_KEYS');
    }
    return this.#plain.seal(unsealed);
  }

  async remake(item: OutboxItem, error: CodedError): Promise<((now: OutboxItem) => OutboxItem) | undefined> {
    const isRemade = await this.#remakes.isRemade(item, error);
    return isRemade ? (now) => withoutRefused(now, item) : undefined;
  }
}

function isContent(body: MessageBody): body is ContentBody {
  return body.kind === 'message' || body.kind === 'edit' || body.kind === 'reaction';
}
