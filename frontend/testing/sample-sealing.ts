import type { SealedConversation } from '@parley/client';

/** A conversation that only its members can read, without trouble. */
export function sealedWith(change: Partial<SealedConversation> = {}): SealedConversation {
  return { protection: 'sealed', leftOut: [], notOpened: new Map(), alarms: [], ...change };
}
