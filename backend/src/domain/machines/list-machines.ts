import { MACHINE_LIMITS, type Machine, type User, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import { shownMachine } from './stored-machine.ts';

interface MachinePage {
  readonly machines: Machine[];
  /** The owners. */
  readonly users: User[];
  /** Ask again with it as `after`. */
  readonly next?: Uuid;
}

/** A page of all machines, with the people who answer for them. */
export async function listMachines(
  { machines, users }: Pick<Context, 'machines' | 'users'>,
  after: Uuid | undefined,
): Promise<MachinePage> {
  const found = await machines.page(after, MACHINE_LIMITS.pageMachines + 1);
  const shown = found.slice(0, MACHINE_LIMITS.pageMachines).map(shownMachine);
  const owners = [...new Set(shown.flatMap(({ owner }) => owner ?? []))];
  const last = found.length > shown.length ? shown.at(-1)?.user.uid : undefined;
  return {
    machines: shown,
    users: [...(await users.byUid(owners))],
    ...(last !== undefined && { next: last }),
  };
}
