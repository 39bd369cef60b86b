import type { Uuid } from '@parley/protocol';

/** A believed member to whom keys are not sealed, so that they cannot read what is said under them. Their row says so. */
export interface LeftOut {
  readonly user: Uuid;
  readonly why:
    | 'noKeys'
    | 'accountRemoved'
    /** They were verified, and reset since: until the user accepts it. */
    | 'identityReset'
    /** They said that they have a newer key than the one that is known. */
    | 'keyOutdated'
    /** They departed, by a part of the log that the server has lost. */
    | 'departed'
    /** Their key is none that can be sealed to. */
    | 'badKey';
}
