import { bytesOf, type Body, type Uuid } from '@parley/protocol';
import type { BundleHead, SealTarget } from '../../model/sealing/epoch-bundle.ts';
import type { SealingView } from '../../model/sealing/sealing-view.ts';
import type { EpochCrypto } from '../../ports/sealing/epoch-crypto.ts';
import type { EpochKey } from '../../ports/sealing/epoch-key-keeper.ts';
import { recipientsThatFit } from './bundle-room.ts';
import { headerOf, type Writer } from '../writing/header-of.ts';
import { partsOf } from './parts-of.ts';
import { signed, type SealedCommand } from '../writing/sealed-command.ts';

/** A part of an epoch's keys. */
export type KeysBody = Extract<Body, { readonly kind: 'keys' }>;

export interface EpochSealing {
  readonly crypto: Pick<EpochCrypto, 'seal'>;
  readonly newId: () => Uuid;
}

/** An epoch about to be started: for which roster, and its key. */
export interface NewEpoch {
  readonly roster: number;
  readonly key: EpochKey;
}

/**
 * The entries that start an epoch: its key, sealed to everyone, in as many parts as it takes.
 * @param targets in rising order of their uid, at least one
 */
export async function sealEpoch(
  sealing: EpochSealing,
  writer: Writer,
  view: Pick<SealingView, 'place' | 'rosterHash'>,
  { roster, key: epochKey }: NewEpoch,
  targets: readonly SealTarget[],
): Promise<readonly SealedCommand<KeysBody>[]> {
  const { epoch, commitment } = epochKey;
  const parts = partsOf(targets, recipientsThatFit(1));
  const sealed: SealedCommand<KeysBody>[] = [];
  for (const [i, recipients] of parts.entries()) {
    const numbers = { roster, part: i + 1, parts: parts.length };
    const body: KeysBody = { kind: 'keys', epoch, commitment, ...numbers };
    const command = { id: sealing.newId(), body };
    sealed.push(await sealKeys(sealing, writer, view, command, [epochKey], recipients));
  }
  return sealed;
}

/** Puts a row of epoch keys beside a command. @param row unbroken; its last one is the epoch of the command's body */
export async function sealKeys<Said extends Body>(
  { crypto }: Pick<EpochSealing, 'crypto'>,
  writer: Writer,
  { place, rosterHash }: Pick<SealingView, 'place' | 'rosterHash'>,
  command: { readonly id: Uuid; readonly body: Said },
  row: readonly EpochKey[],
  targets: readonly SealTarget[],
): Promise<SealedCommand<Said>> {
  const [first, last] = [row.at(0), row.at(-1)];
  if (first === undefined || last === undefined) throw new Error('no keys to seal');
  const head: BundleHead = {
    header: headerOf('bundle', writer, place, command),
    commitment: bytesOf(last.commitment),
    rosterHash,
    from: first.epoch,
  };
  const keys = row.map(({ key }) => key);
  const recipients = await crypto.seal(head, keys, targets);
  return signed(writer.account, command, { ...head, recipients });
}
