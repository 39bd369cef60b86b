import { logOf, type Invariant } from './facts.ts';

/** What was acknowledged stands in the log, where the acknowledgement said. */
export const acknowledgedIsStored: Invariant = (facts) =>
  facts.acknowledged.flatMap(({ conversation, seq, chain }) =>
    logOf(facts, conversation)[seq - 1]?.chain === chain
      ? []
      : [`entry ${seq} of ${conversation} was acknowledged and is not stored`],
  );
