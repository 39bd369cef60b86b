import type { Facts, Invariant, LoggedOut } from './facts.ts';

/** Nodes that did not hear of it look once in a while. */
const NOTICED_MS = 10_000;

/** A device that was logged out gets nothing of what is said afterwards: no entry, and no key. */
export const loggedOutStaysOut: Invariant = ({ loggedOut = [] }: Facts) => loggedOut.flatMap(heardSince);

function heardSince({ name, at, windows, epochs, startedAt }: LoggedOut): string[] {
  const isLater = (time = at) => time > at + NOTICED_MS;
  const entries = windows.flatMap((window) => window.entries).filter(({ time }) => isLater(time));
  const keys = epochs.filter(({ conversation, commitment }) => isLater(startedAt(conversation, commitment)));
  return [
    ...entries.map(
      ({ seq, conversation }) => `${name} got ${seq} of ${conversation} after it was logged out`,
    ),
    ...keys.map(({ epoch, conversation }) => `${name} has epoch ${epoch} of ${conversation}, of later`),
  ];
}
