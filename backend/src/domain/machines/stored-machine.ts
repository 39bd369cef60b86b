import { ParleyError, type Machine, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { StoredMachine } from './machine-store.ts';

/** @throws ParleyError `E_NOT_FOUND` for what is no machine */
export async function storedMachine(
  { machines }: Pick<Context, 'machines'>,
  uid: Uuid,
): Promise<StoredMachine> {
  const machine = await machines.find(uid);
  if (machine === undefined) throw new ParleyError('E_NOT_FOUND');
  return machine;
}

/** A machine as administrators see it. */
export function shownMachine({ user, details, createdAt }: StoredMachine): Machine {
  const { owner, purpose, scopes } = details;
  return { user, ...(owner !== undefined && { owner }), purpose, scopes, createdAt };
}
