import type { User } from '@parley/protocol';

/** Whether an account is a machine's. One of a kind that only a later version knows is no person either. */
export function isMachine({ kind }: Pick<User, 'kind'>): boolean {
  return kind !== undefined;
}
