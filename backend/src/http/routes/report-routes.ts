import { ParleyError, type REPORT_ROUTES } from '@parley/protocol';
import type { Context } from '../../domain/context.ts';
import { takeAll } from '../../domain/limits/take-all.ts';
import { decideReport } from '../../domain/moderation/decide-report.ts';
import { listReports } from '../../domain/moderation/list-reports.ts';
import { reportDetails } from '../../domain/moderation/report-details.ts';
import { reportMessage } from '../../domain/moderation/report-message.ts';
import { unmute } from '../../domain/moderation/unmute.ts';
import type { Handlers } from './call.ts';
import type { CommandLimits } from './command-limits.ts';

/** Reports of messages, for everyone; what comes of them, for administrators. */
export function reportRoutes(
  context: Context,
  { reports }: Pick<CommandLimits, 'reports'>,
): Handlers<keyof typeof REPORT_ROUTES> {
  return {
    reportMessage: async ({ uid, address, request }) => {
      await takeAll([
        { limit: reports.user, key: uid, points: 1 },
        { limit: reports.address, key: address, points: 1 },
      ]);
      const { time } = await reportMessage(context, uid, request);
      return { time };
    },
    notices: async ({ uid }) => ({ notices: [...(await context.reports.notices(uid))] }),
    acknowledgeNotice: async (call) => {
      if (!(await context.reports.acknowledge(call.uid, call.param('notice'))))
        throw new ParleyError('E_NOT_FOUND');
      return {};
    },
    reports: ({ request, uid }) => listReports(context, request, uid),
    report: (call) => reportDetails(context, call.param('report'), call.uid),
    decideReport: (call) => decideReport(context, call.param('report'), call.request, call.uid),
    unmute: async (call) => {
      await unmute(context, call.param('uid'), call.uid);
      return {};
    },
  };
}
