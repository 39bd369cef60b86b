import type { Facts, Invariant, LogFacts } from './facts.ts';

/** Whoever has lost their keys and begun anew tells it in each sealed conversation that they are in: else nobody seals to them. */
export const newKeysAreTold: Invariant = ({ logs, knownAnew = [] }: Facts) =>
  knownAnew.flatMap(({ uid, conversation, from }) => {
    const log = logs.find(({ state }) => state.conversation === conversation);
    return from === undefined && log !== undefined && isSealedTo(log, uid)
      ? [`${uid} has not told their new keys in ${conversation}`]
      : [];
  });

function isSealedTo({ state: { protection, members } }: LogFacts, uid: string): boolean {
  const role = members[uid]?.role;
  return protection === 'sealed' && role !== undefined && role !== null;
}
