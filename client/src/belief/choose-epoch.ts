import {
  currentEpoch,
  currentMembers,
  type ConversationState,
  type EpochState,
  type Uuid,
} from '@parley/protocol';
import type { BelievedEpoch, BelievedEpochs } from '../model/sealing/believed-epoch.ts';
import type { BelievedRoster } from '../model/sealing/believed-roster.ts';
import { endsEpoch, rosterHashAt } from './roster-points.ts';
import type { SealingTo } from './whom-to-seal-to.ts';

/** Under which epoch the user writes next. */
export type EpochChoice =
  | { readonly kind: 'use'; readonly epoch: BelievedEpoch }
  /** None will do. The next one has this number, and its bundle names this roster. */
  | { readonly kind: 'start'; readonly epoch: number; readonly roster: number; readonly rosterHash: string }
  /** Another member's, of which parts are missing: it is waited for, for a while. */
  | { readonly kind: 'unfinished'; readonly epoch: EpochState }
  /** The roster list was not read as far as the server has gone. */
  | { readonly kind: 'listBehind' }
  /** The user is not believed to be a member, so nobody would believe what they write. */
  | { readonly kind: 'notAMember' };

/** What is known when an epoch is chosen. */
export interface Choosing {
  readonly me: Uuid;
  readonly roster: BelievedRoster;
  readonly epochs: BelievedEpochs;
  readonly to: SealingTo;
  /** What the server folded, which decides what it will take. */
  readonly server: Pick<ConversationState, 'roster' | 'epoch'>;
  /** Whether the key of an epoch is held here. */
  readonly isOpen: (epoch: BelievedEpoch) => boolean;
}

/** What is believed decides under which key the user seals; what the server folded, only how to number the next one. */
export function chooseEpoch({ me, roster, epochs, to, server, isOpen }: Choosing): EpochChoice {
  if (roster.state === undefined || !currentMembers(roster.state).includes(me)) return { kind: 'notAMember' };
  if ((server.roster ?? roster.moved) > roster.moved) return { kind: 'listBehind' };
  const current = currentEpoch(server);
  const believed = current && epochs.epochs.get(current.epoch);
  if (current !== undefined && believed !== undefined)
    if (agrees(believed, current) && isGood(roster, believed, to) && isOpen(believed))
      return { kind: 'use', epoch: believed };
  const { epoch } = server;
  if (epoch !== undefined && isUnfinished(epoch, server.roster) && epoch.starter !== me)
    if (mayBeGood(epoch, roster.state, epochs)) return { kind: 'unfinished', epoch };
  return nextEpoch({ roster, server });
}

/** The epoch after the server's newest one, for those who do not wait for it, or for whom it will not do. */
export function nextEpoch({ roster, server }: Pick<Choosing, 'roster' | 'server'>): EpochChoice {
  const rosterHash = rosterHashAt(roster, Number.POSITIVE_INFINITY);
  return { kind: 'start', epoch: (server.epoch?.epoch ?? 0) + 1, roster: roster.moved, rosterHash };
}

function agrees({ commitment }: BelievedEpoch, current: EpochState): boolean {
  return commitment === current.commitment;
}

/** Whether an epoch's keys are with nobody but those whom the user would seal to. */
function isGood(roster: BelievedRoster, { roster: of, recipients }: BelievedEpoch, to: SealingTo): boolean {
  if (of === undefined || endsEpoch(roster, of, Number.POSITIVE_INFINITY)) return false;
  if (recipients === undefined) return to.isShared;
  return recipients.every(
    ({ user, keyVersion }) =>
      to.recipients.some((member) => member.user === user && keyVersion >= member.keyFloor) ||
      to.leftOut.some((member) => member.user === user && member.why === 'accountRemoved'),
  );
}

/** Whether parts are worth waiting for: their starter is believed a member, and none of them that is held was refused. */
function mayBeGood(
  { epoch, starter }: EpochState,
  state: ConversationState,
  { refused }: BelievedEpochs,
): boolean {
  return currentMembers(state).includes(starter) && refused.every((bundle) => bundle.epoch !== epoch);
}

function isUnfinished({ part, parts, roster }: EpochState, moved: number | undefined): boolean {
  return part < parts && roster === moved;
}
