import { appendFile } from 'node:fs/promises';
import type { AuditRecord, AuditStore } from '../../domain/audit/audit-store.ts';

/** An audit store that also writes each record as a line of JSON into a file, for tools that watch files. */
export function withAuditFile(store: AuditStore, file: string, failed: (error: unknown) => void): AuditStore {
  let written: Promise<void> = Promise.resolve();
  return {
    append: async (event, signer) => {
      const record = await store.append(event, signer);
      written = written.then(() => appendLine(file, record)).catch(failed);
      return record;
    },
    after: (seq, limit) => store.after(seq, limit),
    latest: (kind) => store.latest(kind),
    last: () => store.last(),
    page: (query) => store.page(query),
  };
}

async function appendLine(file: string, record: AuditRecord): Promise<void> {
  await appendFile(file, `${JSON.stringify(record)}\n`, { mode: 0o600 });
}
