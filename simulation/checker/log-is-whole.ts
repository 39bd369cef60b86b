import { CHAIN_START, chainAfter, fold, type ConversationState } from '@parley/protocol';
import { sha256 } from '@parley/backend/domain/sha256.ts';
import type { Invariant, LogFacts } from './facts.ts';

/** Sequence numbers are dense, the chain holds, the state is the fold, and no command was stored twice. */
export const logIsWhole: Invariant = (facts) =>
  facts.logs.flatMap((log) => [...broken(log), ...doubled(log), ...misfolded(log)]);

function broken({ entries, state }: LogFacts): string[] {
  return entries.flatMap((entry, index) => {
    if (entry.seq !== index + 1) return [`${state.conversation} has ${entry.seq} where ${index + 1} belongs`];
    const previous = entries[index - 1]?.chain ?? CHAIN_START;
    const holds = chainAfter(sha256, previous, entry) === entry.chain;
    return holds ? [] : [`the chain of ${state.conversation} breaks at ${entry.seq}`];
  });
}

function doubled({ entries, state }: LogFacts): string[] {
  const commands = entries.map(({ sender, id }) => `${sender} ${id}`);
  return commands
    .filter((command, index) => commands.indexOf(command) !== index)
    .map((command) => `${state.conversation} holds the command ${command} twice`);
}

function misfolded({ entries, state }: LogFacts): string[] {
  if (entries.some(({ seq }, index) => seq !== index + 1)) return [];
  const folded = entries.reduce<ConversationState | undefined>(fold, undefined);
  const same = JSON.stringify(folded) === JSON.stringify(state);
  return same ? [] : [`the state of ${state.conversation} is not the fold of its log`];
}
