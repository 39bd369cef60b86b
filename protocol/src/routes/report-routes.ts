import * as z from 'zod/mini';
import { User } from '../accounts/user.ts';
import { SeqOrZero, Time, Uuid } from '../ids.ts';
import { MessageReport, Notice, Report, ReportDecision, ReportDetails } from '../reports/report.ts';
import { REPORT_LIMITS } from '../reports/report-limits.ts';
import { None, route } from './route.ts';

/** Reports of messages, and what comes of them. */
export const REPORT_ROUTES = {
  /** Once a person and message: a second one answers the first. */
  reportMessage: route({
    method: 'POST',
    path: '/reports',
    who: 'user',
    bodyBytes: REPORT_LIMITS.reportBodyBytes,
    request: MessageReport,
    response: z.object({ time: Time }),
  }),
  /** What the administrators tell the one who asks. */
  notices: route({
    method: 'GET',
    path: '/notices',
    who: 'user',
    request: None,
    response: z.object({ notices: z.array(Notice) }),
  }),
  acknowledgeNotice: route({
    method: 'DELETE',
    path: '/notices/:notice',
    who: 'user',
    request: None,
    response: None,
  }),
  /** The newest first. */
  reports: route({
    method: 'GET',
    path: '/admin/reports',
    who: 'admin',
    request: z.object({ state: z.enum(['open', 'ended']), after: z.optional(Uuid) }),
    /** `open`: how many are. Ask again with `next` as `after`. */
    response: z.object({
      reports: z.array(Report),
      users: z.array(User),
      open: SeqOrZero,
      next: z.optional(Uuid),
    }),
  }),
  report: route({
    method: 'GET',
    path: '/admin/reports/:report',
    who: 'admin',
    request: None,
    response: z.extend(ReportDetails, { users: z.array(User) }),
  }),
  /** Its evidence goes with it. */
  decideReport: route({
    method: 'POST',
    path: '/admin/reports/:report/decision',
    who: 'admin',
    request: ReportDecision,
    response: Report,
  }),
  /** Lets somebody write again. */
  unmute: route({
    method: 'DELETE',
    path: '/admin/mutes/:uid',
    who: 'admin',
    request: None,
    response: None,
  }),
} as const;
