import { bytesOf } from '@parley/protocol';
import type { SealTarget } from '../../model/sealing/epoch-bundle.ts';
import type { LeftOut } from '../../model/sealing/left-out.ts';
import type { SealRecipient, SealingView } from '../../model/sealing/sealing-view.ts';
import type { EpochCrypto } from '../../ports/sealing/epoch-crypto.ts';

export interface SealTargets {
  /** In rising order of their uid. */
  readonly targets: readonly SealTarget[];
  readonly leftOut: readonly LeftOut[];
}

/** The believed members as far as they can be sealed to: one bad key must not stop the group. */
export async function sealTargets(
  { recipients, leftOut }: Pick<SealingView, 'recipients' | 'leftOut'>,
  crypto: Pick<EpochCrypto, 'unsealable'>,
): Promise<SealTargets> {
  const targets = recipients.map(targetOf).sort((a, b) => (a.user < b.user ? -1 : 1));
  const bad = new Set(await crypto.unsealable(targets));
  return {
    targets: targets.filter(({ user }) => !bad.has(user)),
    leftOut: [...leftOut, ...[...bad].map((user) => ({ user, why: 'badKey' }) as const)],
  };
}

/** The key that somebody is sealed to. */
export function targetOf({ user, keyVersion, publicKey }: SealRecipient): SealTarget {
  return { user, keyVersion, publicKey: bytesOf(publicKey) };
}
