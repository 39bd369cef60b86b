import type { Uuid } from '@parley/protocol';
import type { SimpleMachine } from '../../model/sealing/simple-machine.ts';
import type { SealingLink } from '../../ports/sealing/sealing.ts';

/** Who is asked whether a conversation is one with a machine. */
export interface MachineParts {
  readonly link: Pick<SealingLink, 'known' | 'people' | 'background'>;
  readonly keyLogs: { hasKeys(uid: Uuid): boolean };
}

/**
 * The machine with a simple key that a direct conversation is with. Whoever is known to have a key log is none, whatever the server
 * says: it must not talk anybody down to the weaker seal.
 */
export function simpleMachine(
  { link: { known, people }, keyLogs }: MachineParts,
  conversation: Uuid,
  peer: Uuid | undefined = known.get(conversation)?.head.peer,
): SimpleMachine | undefined {
  const user = peer === undefined ? undefined : people.users.get().get(peer);
  if (user?.kind !== 'machine' || keyLogs.hasKeys(user.uid)) return undefined;
  const { accountKey, simpleKey } = user;
  return accountKey === undefined || simpleKey === undefined ? undefined : { ...user, accountKey, simpleKey };
}
