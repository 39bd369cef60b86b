import { AUDIT_CHAIN_START, auditChain } from './audit-chain.ts';
import type { AuditProblem } from './audit-problem.ts';
import type { AuditSigner } from './audit-signer.ts';
import type { AuditRecord, AuditStore } from './audit-store.ts';
import type { KnownHeads } from './known-heads.ts';

const PAGE = 1_000;
/** Records of a step: a signature takes about a tenth of a millisecond. */
const STEP = 50;

/** The result of a check of the audit log. */
export interface AuditVerdict {
  /** Records that are intact and in their place. */
  readonly sound: number;
  readonly last?: AuditRecord;
  /** Records before it have no signature of their own: an older version wrote them, or somebody took the signatures away. */
  readonly firstSigned?: AuditRecord;
  readonly problem?: AuditProblem;
  /** Records that a restored backup lacks, according to the log file. */
  readonly lostByRestore: number;
}

interface Progress {
  readonly chain: string;
  readonly last: AuditRecord | undefined;
  readonly firstSigned: AuditRecord | undefined;
}

/**
 * Checks the audit log from its beginning: chain, signatures, and agreement with a log file.
 * @param known heads that were also written elsewhere
 */
export async function verifyAudit(
  audit: Pick<AuditStore, 'after'>,
  signer: AuditSigner,
  known: KnownHeads,
): Promise<AuditVerdict> {
  const steps = verifyInSteps(audit, signer, known);
  for (;;) {
    const step = await steps.next();
    if (step.done === true) return step.value;
  }
}

/** Like `verifyAudit`, and yields the number of intact records after each step of some milliseconds, so that others have their turn. */
export async function* verifyInSteps(
  audit: Pick<AuditStore, 'after'>,
  signer: AuditSigner,
  known: KnownHeads,
): AsyncGenerator<number, AuditVerdict> {
  let progress: Progress = { chain: AUDIT_CHAIN_START, last: undefined, firstSigned: undefined };
  for (;;) {
    const seq = progress.last?.seq ?? 0;
    const records = await audit.after(seq, PAGE);
    if (records.length === 0) return verdict(progress, endProblem(progress, known), known);
    for (const record of records) {
      const problem = problemOf(record, progress, signer) ?? known.compare(record);
      if (problem !== undefined) return verdict(progress, problem, known);
      const { chain, signature } = record;
      const firstSigned = progress.firstSigned ?? (signature === undefined ? undefined : record);
      progress = { chain, last: record, firstSigned };
      if (record.seq % STEP === 0) yield record.seq;
    }
  }
}

function problemOf(record: AuditRecord, before: Progress, signer: AuditSigner): AuditProblem | undefined {
  const at = (before.last?.seq ?? 0) + 1;
  if (record.seq !== at || record.chain !== auditChain(before.chain, at, record))
    return { kind: 'changed', at };
  if (record.signature === undefined) return before.firstSigned ? { kind: 'unsigned', at } : undefined;
  switch (signer.verify(record, record.signature)) {
    case 'good':
      return undefined;
    case 'bad':
      return { kind: 'forged', at };
    case 'unknown':
      return { kind: 'unknownKey', at, key: record.signature.split('.')[0] ?? '' };
  }
}

/** Problems visible only at the end of the log: missing records. */
function endProblem({ last, firstSigned }: Progress, known: KnownHeads): AuditProblem | undefined {
  const missing = known.missingAfter(last?.seq ?? 0);
  if (missing !== undefined) return missing;
  if (last === undefined) return { kind: 'empty' };
  return firstSigned ? undefined : { kind: 'unsigned', at: last.seq };
}

function verdict(
  { last, firstSigned }: Progress,
  problem: AuditProblem | undefined,
  known: KnownHeads,
): AuditVerdict {
  const found = { sound: last?.seq ?? 0, lostByRestore: known.lostByRestore };
  return {
    ...found,
    ...(last !== undefined && { last }),
    ...(firstSigned !== undefined && { firstSigned }),
    ...(problem !== undefined && { problem }),
  };
}
