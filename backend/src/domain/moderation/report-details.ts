import {
  knownType,
  outranks,
  ParleyError,
  roleOf,
  type ConversationState,
  type Entry,
  type ResponseOf,
  type Uuid,
} from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { erasedPayload } from '../log/erased-payload.ts';
import { peopleInReports } from './list-reports.ts';
import { shownReport } from './shown-report.ts';

type DetailsContext = Pick<Context, 'conversations' | 'reports' | 'users' | 'audit' | 'clock'>;

/**
 * A report with its evidence and the entry to hold it against. That somebody has read it is audited, without the place:
 * in a direct conversation, that would tell the other one who reported them.
 * @throws ParleyError `E_NOT_FOUND`, also for one about oneself
 */
export async function reportDetails(
  context: DetailsContext,
  id: Uuid,
  admin: Uuid,
): Promise<ResponseOf<'report'>> {
  const stored = await context.reports.find(id);
  if (stored === undefined || stored.sender === admin) throw new ParleyError('E_NOT_FOUND');
  const report = shownReport(stored);
  const { conversation, seq, version, sender } = report;
  const state = await context.conversations.state(conversation, [admin, sender]);
  const entryAt = async (at: number) => (await context.conversations.entries(conversation, at, at)).at(0);
  const [message, entry] = [await entryAt(seq), await entryAt(version)];
  const isDeleted = message?.payload?.kind === 'erased' || message === undefined;
  const { evidence } = stored;
  if (evidence !== undefined)
    await record(context, { kind: 'report_read', uid: admin, details: { report: id } });
  return {
    report,
    ...(entry !== undefined && evidence !== undefined && { entry: withHashOnly(entry), evidence }),
    isDeleted,
    place: placeOf(state),
    mayDelete: !isDeleted && state !== undefined && mayDelete(state, admin, sender),
    users: [...(await context.users.byUid(peopleInReports([report])))],
  };
}

/** What is disclosed is the evidence, and nothing that the log holds beside it. */
function withHashOnly(entry: Entry): Entry {
  const { payload } = entry;
  if (payload === undefined || payload.kind === 'elsewhere') return entry;
  return { ...entry, payload: erasedPayload(payload) };
}

function placeOf(state: ConversationState | undefined): ResponseOf<'report'>['place'] {
  const type = state === undefined ? undefined : knownType(state.type);
  return {
    type: type ?? 'group',
    ...(state?.name !== undefined && { name: state.name }),
    isSealed: state?.protection === 'sealed',
  };
}

/**
 * Whether the rules of the log let this administrator delete what another wrote. They know owners and admins of a conversation and no
 * administrators of the server; and in a sealed one, the client of a member has to sign it.
 */
export function mayDelete(state: ConversationState, admin: Uuid, sender: Uuid): boolean {
  if (state.protection !== 'open' || state.ended) return false;
  return outranks(roleOf(state, admin), roleOf(state, sender));
}
