import { setImmediate } from 'node:timers/promises';
import type { AuditCheck, Finding } from '@parley/protocol';
import type { Context } from '../context.ts';
import { describeVerdict } from './describe-verdict.ts';
import { verifyInSteps, type AuditVerdict } from './verify-audit.ts';

/** Records between two words on how far it is. */
const TOLD = 5_000;

/** Checks the whole audit log in small steps, between which everybody else has their turn; says how far it is, and at last what it found. */
export async function* checkAudit({
  audit,
  auditProof,
}: Pick<Context, 'audit' | 'auditProof'>): AsyncGenerator<AuditCheck> {
  const { heads, note, missing } = await auditProof.known();
  const of = (await audit.last())?.seq ?? 0;
  yield { checked: 0, of };
  const steps = verifyInSteps(audit, auditProof.signer, heads);
  for (;;) {
    const step = await steps.next();
    if (step.done === true) {
      const { sound } = step.value;
      yield { checked: sound, of: Math.max(of, sound), finding: finding(step.value, note, missing) };
      return;
    }
    await setImmediate();
    if (step.value % TOLD === 0) yield { checked: step.value, of: Math.max(of, step.value) };
  }
}

function finding(verdict: AuditVerdict, note: string, missing = false): Finding {
  const found = describeVerdict(verdict, note);
  if (!missing || found.verdict === 'problem') return found;
  return {
    verdict: 'warning',
    says: found.says,
    remedy: 'Put the file of SECURITY_LOG_FILE back, and check again.',
  };
}
