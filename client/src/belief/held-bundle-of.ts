import { isBundle, type BundleEnvelope, type Entry } from '@parley/protocol';
import { uint8ArrayToBase64 } from 'uint8array-extras';
import type { RefusedBundle } from '../model/sealing/believed-epoch.ts';
import type { HeldBundle, Signed } from '../model/sealing/held-bundle.ts';
import type { CheckedEntry } from './check-entry.ts';

/** What became of keys that were looked at. */
export type Bundled =
  | { readonly kind: 'held'; readonly bundle: HeldBundle }
  | { readonly kind: 'refused'; readonly refused: RefusedBundle };

/** The keys in a checked entry, `keys` or `added`; undefined if it holds none. */
export function heldBundleOf({ entry, check }: CheckedEntry): Bundled | undefined {
  const { body, seq, sender } = entry;
  const epoch = epochOf(body);
  if (epoch === undefined) return undefined;
  const refuse = (refusal: RefusedBundle['refusal']): Bundled => ({
    kind: 'refused',
    refused: { seq, sender, epoch, refusal },
  });
  if (check.kind === 'unsigned') return refuse('unsigned');
  if (check.kind === 'refused') return refuse(check.refusal);
  if (!isBundle(check.envelope)) return refuse('pairing');
  const whole = bundleOf(entry, check.signed, check.envelope);
  const { recipients: _, ...part } = whole;
  const bundle = check.isPart ? part : whole;
  const isSaid = body.kind !== 'keys' || body.commitment === bundle.commitment;
  return isSaid ? { kind: 'held', bundle } : refuse('commitment');
}

function epochOf(body: Entry['body']): number | undefined {
  return body.kind === 'keys' || body.kind === 'added' ? body.epoch : undefined;
}

function bundleOf({ seq, id, sender, body }: Entry, signed: Signed, envelope: BundleEnvelope): HeldBundle {
  const { header, from, recipients } = envelope;
  return {
    ...{ seq, id, sender, signed, epoch: header.epoch, from },
    commitment: uint8ArrayToBase64(envelope.commitment),
    recipients: recipients.map(({ user, keyVersion }) => ({ user, keyVersion })),
    ...(body.kind === 'keys' && { start: { roster: body.roster, part: body.part, parts: body.parts } }),
  };
}
