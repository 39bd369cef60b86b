import { logOf, type Invariant } from './facts.ts';

/** Every acknowledged entry is in the log, at the acknowledged place. */
export const acknowledgedIsStored: Invariant = (facts) =>
  facts.acknowledged.flatMap(({ conversation, seq, chain }) =>
    logOf(facts, conversation)[seq - 1]?.chain === chain
      ? []
      : [`entry ${seq} of ${conversation} was acknowledged and is not stored`],
  );
