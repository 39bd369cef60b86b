import { inRanges, readableRanges } from '@parley/protocol';
import type { Invariant } from './facts.ts';

/** No entry ever reached a user who may not read it. Ranges only grow, so that the last state covers all earlier ones. */
export const seenIsReadable: Invariant = ({ logs, sightings }) => {
  const states = new Map(logs.map(({ state, readers = state }) => [state.conversation, readers]));
  return sightings.flatMap(({ uid, conversation, seq }) => {
    const state = states.get(conversation);
    const readable = state !== undefined && inRanges(readableRanges(state, uid), seq);
    return readable ? [] : [`${uid} got entry ${seq} of ${conversation}, which is not theirs to read`];
  });
};
