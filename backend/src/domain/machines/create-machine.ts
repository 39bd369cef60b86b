import { ParleyError, type Machine, type Uuid } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { isMachine } from '../users/is-machine.ts';
import { newMachine, type NewMachine } from './new-machine.ts';
import { shownMachine } from './stored-machine.ts';

/**
 * Creates the account of a machine. Whether the caller is an administrator, they know.
 * @param by missing for the operator
 * @throws ParleyError `E_USERNAME_TAKEN`, `E_NOT_FOUND` for an owner who is no person with an account in use, `E_BAD_REQUEST`
 */
export async function createMachine(
  context: Pick<Context, 'users' | 'audit' | 'random' | 'clock'>,
  machine: NewMachine,
  by?: Uuid,
): Promise<Machine> {
  const { details } = machine;
  await checkOwner(context, details.owner);
  const account = newMachine(context, machine);
  const user = await context.users.create(account);
  await record(context, {
    kind: 'machine_created',
    uid: user.uid,
    details: { username: user.username },
    by,
  });
  return shownMachine({ user, details, createdAt: account.createdAt });
}

/** @throws ParleyError `E_NOT_FOUND` */
export async function checkOwner({ users }: Pick<Context, 'users'>, owner: Uuid | undefined): Promise<void> {
  if (owner === undefined) return;
  const [user] = await users.byUid([owner]);
  if (user === undefined || user.removed || isMachine(user)) throw new ParleyError('E_NOT_FOUND');
}
