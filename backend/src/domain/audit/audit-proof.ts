import type { AuditSigner } from './audit-signer.ts';
import { KnownHeads } from './known-heads.ts';

/** What was also written elsewhere, and in words what that is, or why it is not there. */
export interface KnownElsewhere {
  readonly heads: KnownHeads;
  readonly note: string;
  /** There should be something to compare with, but it is not there. */
  readonly missing?: boolean;
}

/** What the audit log is checked by. */
export interface AuditProof {
  readonly signer: AuditSigner;
  known(): Promise<KnownElsewhere>;
}

/** Of a server that signs nothing, such as a simulated one. */
export const NO_AUDIT_PROOF: AuditProof = {
  signer: { sign: () => '', verify: () => 'unknown' },
  known: () => Promise.resolve({ heads: new KnownHeads(), note: '' }),
};
