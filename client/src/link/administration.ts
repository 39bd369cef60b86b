import { AuditCheck, LIMITS } from '@parley/protocol';
import type { Administration } from '../ports/administration/administration.ts';
import type { StreamingHttpApi } from '../ports/http-api.ts';
import { NoAnswerError } from '../ports/no-answer-error.ts';
import { linesOf } from './lines-of.ts';

/** What administrators see of the server. */
export function administrationOf(api: StreamingHttpApi): Administration {
  return {
    readAudit: (filter, before) =>
      api.call('readAudit', {
        body: { filter, limit: LIMITS.pageAudit, ...(before !== undefined && { before }) },
      }),
    exportAudit: async (filter, format) =>
      new Response(await api.open('exportAudit', { body: { filter, format } })).blob(),
    checkAudit: async (told) => {
      for await (const line of linesOf(await api.open('checkAudit'))) {
        const check = AuditCheck.safeParse(JSON.parse(line));
        if (!check.success) continue;
        if (check.data.finding !== undefined) return check.data.finding;
        told(check.data);
      }
      // It broke off.
      throw new NoAnswerError();
    },
  };
}
