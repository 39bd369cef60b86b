import type { User } from '@parley/protocol';
import type { MachineDetails } from './machine-store.ts';

/** What everyone sees of a machine that they do not see of a person. */
export function publicMachine({
  accountKey,
  simpleKey,
  simpleKeySignature,
}: MachineDetails): Pick<User, 'kind' | 'accountKey' | 'simpleKey' | 'simpleKeySignature'> {
  return {
    kind: 'machine',
    ...(accountKey !== undefined && { accountKey }),
    ...(simpleKey !== undefined && { simpleKey }),
    ...(simpleKeySignature !== undefined && { simpleKeySignature }),
  };
}
