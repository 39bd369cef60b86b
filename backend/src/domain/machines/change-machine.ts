import type { Machine, Uuid } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { checkOwner } from './create-machine.ts';
import type { MachineDetails } from './machine-store.ts';
import { areWithin } from './scopes.ts';
import { shownMachine, storedMachine } from './stored-machine.ts';

/** What an administrator may change. */
export type MachineChange = Pick<MachineDetails, 'owner' | 'purpose' | 'scopes'>;

/**
 * Changes what a machine is for, who answers for it, and what it may do. Tokens and logins that allow more than its new scopes end.
 * @throws ParleyError `E_NOT_FOUND`
 */
export async function changeMachine(
  context: Pick<Context, 'machines' | 'users' | 'sessions' | 'publisher' | 'audit' | 'clock'>,
  uid: Uuid,
  { change, by }: { readonly change: MachineChange; readonly by: Uuid },
): Promise<Machine> {
  const machine = await storedMachine(context, uid);
  const { owner } = change;
  if (owner !== machine.details.owner) await checkOwner(context, owner);
  const { accountKey, simpleKey, simpleKeySignature } = machine.details;
  const details = { ...change, accountKey, simpleKey, simpleKeySignature };
  // First, so that no session begins with scopes of before while those are looked for that end.
  await context.machines.change(uid, details);
  await endWider(context, uid, details);
  await record(context, { kind: 'machine_changed', uid, details: { by } });
  return shownMachine({ ...machine, details });
}

/** Ends the sessions of a machine whose scopes it has no more. */
async function endWider(
  { sessions, publisher, clock }: Pick<Context, 'sessions' | 'publisher' | 'clock'>,
  uid: Uuid,
  { scopes }: MachineDetails,
): Promise<void> {
  const all = await sessions.allOf(uid, clock());
  const wider = all.filter(({ grant }) => grant !== undefined && !areWithin(grant.scopes, scopes));
  for (const { sid } of wider) await sessions.end(uid, sid);
  publisher.sessionsEnded(wider.map(({ sid }) => sid));
}
