import type { Uuid } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { storedMachine } from './stored-machine.ts';

/** The operator's tools have no publisher, and servers find out at their next tick. */
type SuspendContext = Pick<Context, 'machines' | 'users' | 'sessions' | 'audit' | 'clock'> &
  Partial<Pick<Context, 'publisher'>>;

/**
 * Suspends a machine: its connections end, and its tokens and its key are refused until it is resumed. What it has logged in to by itself
 * ends for good: of a stolen session nobody else would be rid.
 * @param by missing for the operator
 * @throws ParleyError `E_NOT_FOUND`
 */
export async function suspendMachine(context: SuspendContext, uid: Uuid, by?: Uuid): Promise<void> {
  const { user } = await storedMachine(context, uid);
  await context.users.setStanding(uid, { removed: true });
  const suspended = await context.sessions.setSuspended(uid, true);
  context.publisher?.sessionsEnded(suspended);
  await endLogins(context, uid);
  if (!user.removed) await record(context, { kind: 'machine_suspended', uid, by });
}

/**
 * Lets a suspended machine go on, with the tokens that it had.
 * @param by missing for the operator
 * @throws ParleyError `E_NOT_FOUND`
 */
export async function resumeMachine(context: SuspendContext, uid: Uuid, by?: Uuid): Promise<void> {
  const { user } = await storedMachine(context, uid);
  await context.users.setStanding(uid, { removed: false });
  await context.sessions.setSuspended(uid, false);
  // Somebody may have suspended it meanwhile: that counts, and needs no second click.
  if ((await storedMachine(context, uid)).user.removed) {
    await context.sessions.setSuspended(uid, true);
    return;
  }
  if (user.removed) await record(context, { kind: 'machine_resumed', uid, by });
}

async function endLogins({ sessions, clock }: SuspendContext, uid: Uuid): Promise<void> {
  const logins = (await sessions.allOf(uid, clock())).filter(({ grant }) => grant?.kind !== 'token');
  for (const { sid } of logins) await sessions.end(uid, sid);
}
