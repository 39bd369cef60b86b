import { ParleyError, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import { isMachine } from '../users/is-machine.ts';
import { mayEnter } from './scopes.ts';

type EntryContext = Pick<Context, 'users' | 'machines'>;

/**
 * Checks that the machines among those who come into a group may be in it.
 * @throws ParleyError `E_SCOPE`
 */
export async function checkEntry(
  context: EntryContext,
  uids: readonly Uuid[],
  conversation: Uuid,
): Promise<void> {
  for (const uid of await machinesAmong(context, uids)) {
    const machine = await context.machines.find(uid);
    if (machine !== undefined && !mayEnter(machine.details.scopes, conversation))
      throw new ParleyError('E_SCOPE');
  }
}

/**
 * Checks that somebody who becomes the owner of a group is a person.
 * @throws ParleyError `E_SCOPE`
 */
export async function checkPerson(context: EntryContext, uid: Uuid): Promise<void> {
  if ((await machinesAmong(context, [uid])).length > 0) throw new ParleyError('E_SCOPE');
}

async function machinesAmong(
  { users }: Pick<Context, 'users'>,
  uids: readonly Uuid[],
): Promise<readonly Uuid[]> {
  return (await users.byUid(uids)).filter(isMachine).map(({ uid }) => uid);
}
