import { stat } from 'node:fs/promises';
import type { AuditProof, KnownElsewhere } from '../../domain/audit/audit-proof.ts';
import type { AuditSigner } from '../../domain/audit/audit-signer.ts';
import { KnownHeads } from '../../domain/audit/known-heads.ts';
import { readAuditFile } from './read-audit-file.ts';

/** What a server reads into its memory. A larger file is compared by `npm run verify-audit`, in a process of its own. */
const LARGEST = 64 * 1024 * 1024;

/** @param file SECURITY_LOG_FILE */
export function auditProofOf(signer: AuditSigner, file: string | undefined): AuditProof {
  return { signer, known: () => knownIn(file) };
}

async function knownIn(file: string | undefined): Promise<KnownElsewhere> {
  const heads = new KnownHeads();
  if (file === undefined)
    return { heads, note: 'Whether the newest were cut off cannot be seen without SECURITY_LOG_FILE.' };
  const sizes = await Promise.all([`${file}.1`, file].map(sizeOf));
  if (sizes.reduce((sum, size) => sum + size, 0) > LARGEST)
    return { heads, note: `${file} is too large to compare it here: npm run verify-audit does.` };
  const { records } = await readAuditFile(file);
  if (records.length === 0)
    return {
      heads,
      note: `${file} is missing or empty, so it cannot be seen whether the newest records were cut off.`,
      missing: true,
    };
  return {
    heads: new KnownHeads(records),
    note: `They agree with the ${records.length} records in ${file}.`,
  };
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch {
    return 0;
  }
}
