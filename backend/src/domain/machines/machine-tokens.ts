import type { MachineToken, Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { StoredSession } from '../sessions/session-store.ts';
import { storedMachine } from './stored-machine.ts';

/**
 * The tokens of a machine, also while it is suspended, newest first.
 * @throws ParleyError `E_NOT_FOUND`
 */
export async function machineTokens(
  context: Pick<Context, 'machines' | 'sessions' | 'clock'>,
  uid: Uuid,
): Promise<MachineToken[]> {
  await storedMachine(context, uid);
  return (await context.sessions.allOf(uid, context.clock())).flatMap(tokensIn);
}

/** The token that a session stands for, if it does. */
export function tokensIn(session: StoredSession): readonly MachineToken[] {
  const { sid, device, grant, createdAt, lastSeenAt, expiresAt } = session;
  if (grant?.kind !== 'token') return [];
  const used = lastSeenAt === createdAt ? {} : { lastUsedAt: lastSeenAt };
  return [{ id: sid, name: device.name, scopes: grant.scopes, createdAt, expiresAt, ...used }];
}
