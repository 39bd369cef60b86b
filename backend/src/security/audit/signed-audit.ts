import type { AuditSigner } from '../../domain/audit/audit-signer.ts';
import type { AuditStore } from '../../domain/audit/audit-store.ts';

/** An audit store that signs records in the same step that stores them. */
export function signedAudit(store: AuditStore, signer: AuditSigner): AuditStore {
  return {
    append: (event) => store.append(event, signer),
    after: (seq, limit) => store.after(seq, limit),
    latest: (kind) => store.latest(kind),
    last: () => store.last(),
    page: (query) => store.page(query),
  };
}
