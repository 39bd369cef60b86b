import type { BelievedEpoch, BelievedEpochs, RefusedBundle } from '../model/sealing/believed-epoch.ts';
import type { BelievedRoster } from '../model/sealing/believed-roster.ts';
import type { BundleRecipient, BundleRefusal, HeldBundle } from '../model/sealing/held-bundle.ts';
import { withStep, type Stairs } from '../model/sealing/stairs.ts';
import { judgeAuthor, type LogView } from './log-view.ts';
import { rosterBefore, rosterHashAt } from './roster-points.ts';

/**
 * The epochs that believed members started or handed on, by the bundles that are held, in whichever order these came.
 * The first believed bundle of an epoch fixes its commitment; what does not agree with it is refused.
 */
export function believeEpochs(bundles: readonly HeldBundle[], view: LogView): BelievedEpochs {
  const epochs = new Map<number, BelievedEpoch>();
  const counted: HeldBundle[] = [];
  const refused: RefusedBundle[] = [];
  for (const bundle of bundles.toSorted((a, b) => a.seq - b.seq)) {
    const refusal = judgeBundle(view, bundle) ?? judgeStart(epochs, bundle);
    if (refusal !== undefined) {
      refused.push({ seq: bundle.seq, sender: bundle.sender, epoch: bundle.epoch, refusal });
      continue;
    }
    counted.push(bundle);
    for (const epoch of epochsIn(bundle)) if (!epochs.has(epoch.epoch)) epochs.set(epoch.epoch, epoch);
  }
  return {
    epochs: new Map([...epochs].map(([n, epoch]) => [n, withRecipients(epoch, counted)])),
    starts: counted.reduce<Stairs>((stairs, { seq, epoch }) => withStep(stairs, seq, epoch), []),
    refused,
  };
}

function judgeBundle(view: LogView, bundle: HeldBundle): BundleRefusal | undefined {
  const { roster } = view;
  if (bundle.start === undefined)
    return roster.refused.some(({ seq }) => seq === bundle.seq) ? 'addition' : undefined;
  return judgeAuthor(view, bundle, 'keys') ?? judgeRoster(roster, bundle, bundle.start.roster);
}

/** The keys of a new epoch are for the last roster before them, which their sender has seen. */
function judgeRoster(
  roster: BelievedRoster,
  { seq, epoch, signed }: HeldBundle,
  named: number,
): BundleRefusal | undefined {
  const { logSeq, rosterHash } = signed;
  if (named !== rosterBefore(roster, seq)) return 'roster';
  // In a direct conversation, the first keys are made together with it.
  const isWithCreation = roster.state?.type === 'direct' && epoch === 1;
  if (logSeq >= seq || (logSeq < named && !isWithCreation)) return 'late';
  return rosterHash === rosterHashAt(roster, logSeq) ? undefined : 'rosterHash';
}

function judgeStart(
  epochs: ReadonlyMap<number, BelievedEpoch>,
  bundle: HeldBundle,
): 'order' | 'otherStart' | undefined {
  if (Math.max(0, ...epochs.keys()) > bundle.epoch) return 'order';
  const agrees = epochsIn(bundle).every((said) => {
    const known = epochs.get(said.epoch);
    if (known?.commitment !== said.commitment) return known === undefined;
    return bundle.start === undefined || (known.starter === said.starter && known.roster === said.roster);
  });
  return agrees ? undefined : 'otherStart';
}

/** What a bundle says of epochs: of its own, and of those before it whose keys it hands on and that were opened. */
function epochsIn({ seq, sender, epoch, from, commitment, handed = [], start }: HeldBundle): BelievedEpoch[] {
  const said = { starter: sender, seq, isStart: start !== undefined };
  const before = handed.map((fixed, i) => ({ ...said, epoch: from + i, commitment: fixed }));
  return [...before, { ...said, epoch, commitment, roster: start?.roster ?? seq }];
}

function withRecipients(epoch: BelievedEpoch, counted: readonly HeldBundle[]): BelievedEpoch {
  const of = counted.filter((bundle) => bundle.from <= epoch.epoch && epoch.epoch <= bundle.epoch);
  const recipients = of.map((bundle) => bundle.recipients);
  const starts = of.flatMap(({ start }) => start ?? []);
  const parts = new Set(starts.map(({ part }) => part));
  const isWhole = starts.length > 0 && starts.every((start) => parts.size === start.parts);
  return isWhole && recipients.every(isHeld) ? { ...epoch, recipients: recipients.flat() } : epoch;
}

function isHeld(recipients: HeldBundle['recipients']): recipients is readonly BundleRecipient[] {
  return recipients !== undefined;
}
