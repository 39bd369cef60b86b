import type { Entry } from '@parley/protocol';
import type { Said } from '../model/said.ts';

/** Opens payloads, when they come and before they are stored. */
export interface Opener {
  /**
   * What each of these entries says, in their order; undefined where that cannot be told yet. In place of content, deletions and pins
   * have whether they count.
   * @param coming what came along with them and is not stored yet, these entries among it
   */
  open(entries: readonly Entry[], coming?: readonly Entry[]): Promise<readonly (Said | undefined)[]>;
  /** Calls when more can be opened than before, such as with new keys. @returns a function that stops it */
  onMore(listener: () => void): () => void;
}
