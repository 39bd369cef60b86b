import { ParleyError } from '@parley/protocol';
import { checkAudit } from '../../domain/audit/check-audit.ts';
import { exportAudit } from '../../domain/audit/export-audit.ts';
import { readAudit } from '../../domain/audit/read-audit.ts';
import type { Context } from '../../domain/context.ts';
import type { Handlers } from './call.ts';
import { Streamed } from './streamed.ts';

const TYPES = { jsonl: 'application/x-ndjson', csv: 'text/csv; charset=utf-8' } as const;

/** The audit log, for administrators. */
export function auditRoutes(context: Context): Handlers<'readAudit' | 'exportAudit' | 'checkAudit'> {
  const checks = new OneAtATime();
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

/** Work of which a server does one piece at a time. */
class OneAtATime {
  #isBusy = false;

  /** The first piece throws `E_STORE_BUSY` while another work goes on. */
  async *run(pieces: AsyncIterable<string>): AsyncGenerator<string> {
    if (this.#isBusy)
      throw new ParleyError('E_STORE_BUSY', {
        message: 'The audit log is being checked already. Try again when that is done.',
      });
    this.#isBusy = true;
    try {
      yield* pieces;
    } finally {
      this.#isBusy = false;
    }
  }
}
