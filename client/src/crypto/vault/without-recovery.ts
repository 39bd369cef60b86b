import type { Vault } from '@parley/protocol';

/** A vault whose recovery key counts no more: what comes is not sealed to it. */
export function withoutRecovery<V extends Omit<Vault, 'identitySeed'>>({
  recoveryKey: _,
  recoveryDrill: __,
  ...vault
}: V): Omit<V, 'recoveryKey' | 'recoveryDrill'> {
  return vault;
}
