import { acknowledgedIsStored } from './acknowledged-is-stored.ts';
import type { Facts } from './facts.ts';
import { keysStayInside } from './keys-stay-inside.ts';
import { logIsWhole } from './log-is-whole.ts';
import { loggedOutStaysOut } from './logged-out-stays-out.ts';
import { marksOnlyForward } from './marks-only-forward.ts';
import { orderIsKept } from './order-is-kept.ts';
import { sealedIsOpened } from './sealed-is-opened.ts';
import { newKeysAreTold } from './new-keys-are-told.ts';
import { seenIsReadable } from './seen-is-readable.ts';
import { windowsEqualLog } from './windows-equal-log.ts';
import { writtenArrivesOnce } from './written-arrives-once.ts';

const INVARIANTS = [
  acknowledgedIsStored,
  logIsWhole,
  windowsEqualLog,
  writtenArrivesOnce,
  marksOnlyForward,
  seenIsReadable,
  sealedIsOpened,
  keysStayInside,
  newKeysAreTold,
  loggedOutStaysOut,
  orderIsKept,
];

/** All violations at the end of a run. */
export function complaints(facts: Facts): readonly string[] {
  return INVARIANTS.flatMap((invariant) => invariant(facts));
}
