import type { Context } from '../context.ts';
import { AUDIT_CHAIN_START, auditChain } from './audit-chain.ts';

const PAGE = 1_000;

/** What a check of the audit log found. */
export interface AuditVerdict {
  /** Records that are whole and in their place. */
  readonly sound: number;
  /** The first record that is not as it was written, or whose predecessor is missing. */
  readonly brokenAt?: number;
}

/** Checks the audit log's chain from its beginning. */
export async function verifyAudit({ audit }: Pick<Context, 'audit'>): Promise<AuditVerdict> {
  let sound = 0;
  let chain = AUDIT_CHAIN_START;
  for (;;) {
    const records = await audit.after(sound, PAGE);
    if (records.length === 0) return { sound };
    for (const record of records) {
      const expected = auditChain(chain, sound + 1, record);
      if (record.seq !== sound + 1 || record.chain !== expected) return { sound, brokenAt: sound + 1 };
      chain = expected;
      sound++;
    }
  }
}
