import type { Uuid } from '@parley/protocol';
import type { BundleRecipient, BundleRefusal } from './held-bundle.ts';
import type { Stairs } from './stairs.ts';

/** An epoch whose keys a believed member handed out. The first such bundle fixed its commitment. */
export interface BelievedEpoch {
  readonly epoch: number;
  /** In base64. A key that is opened is held against it. */
  readonly commitment: string;
  /** Who started it, or handed it to newcomers. */
  readonly starter: Uuid;
  /** The first of its bundles that is held. */
  readonly seq: number;
  /** Whether that is one of `keys`; else it is known by the addition of newcomers. */
  readonly isStart: boolean;
  /** For which roster it was made; missing for epochs of before the reader joined, which they were handed. */
  readonly roster?: number;
  /** Everyone it was sealed to; missing unless all its parts are held whole. */
  readonly recipients?: readonly BundleRecipient[];
}

/** Keys that do not count, whose starter is named. */
export interface RefusedBundle {
  readonly seq: number;
  readonly sender: Uuid;
  readonly epoch: number;
  readonly refusal: BundleRefusal;
}

export interface BelievedEpochs {
  readonly epochs: ReadonlyMap<number, BelievedEpoch>;
  /** Where they begin in the log. */
  readonly starts: Stairs;
  readonly refused: readonly RefusedBundle[];
}
