import type { EpochState } from '@parley/protocol';
import type { OwedChange } from '../../model/group-change.ts';
import type { EpochToStart, SealingView } from '../../model/sealing/sealing-view.ts';
import type { EpochKey } from '../../ports/sealing/epoch-key-keeper.ts';
import { isOpenStill } from '../is-open-still.ts';
import { SEALING_LIMITS } from '../sealing-limits.ts';

/** What has to happen before something can be sealed. */
export type NextStep =
  | { readonly kind: 'seal'; readonly key: EpochKey }
  | { readonly kind: 'start' }
  /** The rest of an epoch that was started here goes out. @param stored its parts that are there already */
  | { readonly kind: 'finish'; readonly stored: number }
  /** The parts of another's epoch are on their way. */
  | { readonly kind: 'wait'; readonly ms: number }
  /** Something newer has to be read first. */
  | { readonly kind: 'catchUp' }
  /** The user's devices owe the conversation this, before anything else. */
  | { readonly kind: 'owed'; readonly change: OwedChange }
  | { readonly kind: 'notAMember' };

/** What this device knows beside the log. */
export interface Circumstances {
  /** The key of the chosen epoch, if it was opened or made here. */
  readonly key?: EpochKey | undefined;
  /** The commitment of an epoch whose parts this client has not all sent. */
  readonly unfinished?: string | undefined;
  /** Whether this device made the chosen epoch, and would seal it to more people by now. */
  readonly isOutgrown?: boolean;
  /** For how long parts of whoever started the newest epoch have been waited for, in ms. */
  readonly waited: number;
}

/**
 * The sender's one rule: content goes under the newest epoch, if that is whole, of the last roster and open here; else somebody starts
 * the next one. Another's is waited for while its parts come.
 */
export function nextStep(view: SealingView, now: Circumstances): NextStep {
  const { chosen, next, newest, place, owed } = view;
  const [change] = owed;
  if (change !== undefined && chosen.kind !== 'listBehind') return { kind: 'owed', change };
  switch (chosen.kind) {
    case 'use':
      if (now.key === undefined || now.isOutgrown === true) return start(place.seq, next);
      return { kind: 'seal', key: now.key };
    case 'start':
      return isOwnUnfinished(newest, next, now)
        ? { kind: 'finish', stored: newest.part }
        : start(place.seq, next);
    case 'unfinished': {
      const ms = SEALING_LIMITS.epochPart - now.waited;
      return ms > 0 ? { kind: 'wait', ms } : start(place.seq, next);
    }
    case 'listBehind':
      return { kind: 'catchUp' };
    case 'notAMember':
      return { kind: 'notAMember' };
  }
}

/** Whether something that needs no key can be signed now. A conversation that is open still is sealed first. */
export function canSign(view: SealingView, { kind }: NextStep): boolean {
  return kind !== 'owed' && kind !== 'catchUp' && kind !== 'notAMember' && !isOpenStill(view);
}

/** Keys are signed by whoever has seen the roster that they are for. The first ones of a direct conversation come with it. */
function start(seq: number, { epoch, roster }: EpochToStart): NextStep {
  const hasSeen = seq >= roster || (seq === 0 && epoch === 1);
  return { kind: hasSeen ? 'start' : 'catchUp' };
}

function isOwnUnfinished(
  newest: EpochState | undefined,
  { roster }: EpochToStart,
  { unfinished }: Circumstances,
): newest is EpochState {
  return newest !== undefined && newest.commitment === unfinished && newest.roster === roster;
}
