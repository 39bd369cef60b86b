import type { User } from '@parley/protocol';
import type { MachineDetails } from './machine-store.ts';

/** What everyone sees of a machine that they do not see of a person. */
export function publicMachine({
  accountKey,
  simpleKey,
}: MachineDetails): Pick<User, 'kind' | 'accountKey' | 'simpleKey'> {
  return {
    kind: 'machine',
    ...(accountKey !== undefined && { accountKey }),
    ...(simpleKey !== undefined && { simpleKey }),
  };
}
