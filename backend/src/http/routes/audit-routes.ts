import { checkAudit } from '../../domain/audit/check-audit.ts';
import { exportAudit } from '../../domain/audit/export-audit.ts';
import { readAudit } from '../../domain/audit/read-audit.ts';
import type { Context } from '../../domain/context.ts';
import type { Handlers } from './call.ts';
import { OneAtATime } from './one-at-a-time.ts';
import { Streamed } from './streamed.ts';

const TYPES = { jsonl: 'application/x-ndjson', csv: 'text/csv; charset=utf-8' } as const;

/** The audit log, for administrators. */
export function auditRoutes(context: Context): Handlers<'readAudit' | 'exportAudit' | 'checkAudit'> {
  const checks = new OneAtATime('The audit log is being checked already. Try again when that is done.');
  return {
    readAudit: ({ uid, address, request }) => readAudit(context, { uid, address }, request),
    exportAudit: async ({ uid, address, request }) =>
      new Streamed(TYPES[request.format], await exportAudit(context, { uid, address }, request)),
    checkAudit: () => new Streamed(TYPES.jsonl, checks.run(lines(checkAudit(context)))),
  };
}

async function* lines(objects: AsyncIterable<object>) {
  for await (const object of objects) yield `${JSON.stringify(object)}\n`;
}
