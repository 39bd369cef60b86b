import { ParleyError, type Report, type ReportDecision, type ReportEnd, type Uuid } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { append } from '../log/append.ts';
import { suspendMachine } from '../machines/suspend-machine.ts';
import { deactivate } from '../users/deactivate.ts';
import { isMachine } from '../users/is-machine.ts';
import { mayDelete } from './report-details.ts';
import type { ReportEffect, StoredReport } from './report-store.ts';
import { shownReport } from './shown-report.ts';

type DecideContext = Pick<
  Context,
  | 'conversations'
  | 'reports'
  | 'mutedPeople'
  | 'users'
  | 'machines'
  | 'sessions'
  | 'invitations'
  | 'audit'
  | 'clock'
  | 'publisher'
>;

/**
 * Decides a report: what it asks for happens, its evidence goes. What cannot be done leaves it open.
 * @throws ParleyError `E_NOT_FOUND`, also for one about oneself, `E_REPORT_ENDED`, `E_LAST_ADMIN`, and for a deletion `E_FORBIDDEN` and what the log refuses it with
 */
export async function decideReport(
  context: DecideContext,
  id: Uuid,
  decision: ReportDecision,
  by: Uuid,
): Promise<Report> {
  const report = await context.reports.find(id);
  if (report === undefined || report.sender === by) throw new ParleyError('E_NOT_FOUND');
  if (report.end !== undefined) throw new ParleyError('E_REPORT_ENDED');
  await carryOut(context, report, decision, by);
  const time = context.clock();
  const effect = effectOf(decision, time);
  const end: ReportEnd = {
    kind: decision.kind,
    time,
    by,
    ...(effect.mutedUntil !== undefined && { until: effect.mutedUntil }),
  };
  const ended = await context.reports.end(id, end, effect);
  // Somebody else was faster.
  if (ended === undefined) throw new ParleyError('E_REPORT_ENDED');
  if (effect.mutedUntil !== undefined) await context.mutedPeople.follow();
  // Without the place, which in a direct conversation names who reported it.
  const details = {
    ...{ report: id, decision: decision.kind, user: report.sender },
    ...(effect.mutedUntil !== undefined && { until: new Date(effect.mutedUntil).toISOString() }),
  };
  await record(context, { kind: 'report_decided', uid: by, details });
  return shownReport(ended);
}

const MAY_NOT =
  'Only owners and admins of an open conversation delete there what others wrote. You are none, or it is encrypted.';

/** What happens outside the report. Doing it twice changes nothing. */
async function carryOut(
  context: DecideContext,
  { id, conversation, seq, sender }: StoredReport,
  { kind }: ReportDecision,
  by: Uuid,
): Promise<void> {
  if (kind === 'delete') {
    const state = await context.conversations.state(conversation, [by, sender]);
    if (state === undefined || !mayDelete(state, by, sender))
      throw new ParleyError('E_FORBIDDEN', { message: MAY_NOT });
    const body = { kind: 'deletion', target: seq } as const;
    await append(context, { conversation, id, sender: by, body });
  }
  if (kind === 'deactivate') await deactivateSender(context, sender, by);
}

async function deactivateSender(context: DecideContext, sender: Uuid, by: Uuid): Promise<void> {
  const [user] = await context.users.byUid([sender]);
  if (user === undefined) throw new ParleyError('E_NOT_FOUND');
  if (isMachine(user)) await suspendMachine(context, sender, by);
  else await deactivate(context, sender, by);
}

function effectOf(decision: ReportDecision, time: number): ReportEffect {
  switch (decision.kind) {
    case 'warn':
      return { notice: { time, kind: 'warning', words: decision.words } };
    case 'mute': {
      const mutedUntil = time + decision.seconds * 1_000;
      return { mutedUntil, notice: { time, kind: 'mute', words: decision.words, until: mutedUntil } };
    }
    case 'delete':
    case 'deactivate':
    case 'dismiss':
      return {};
  }
}
