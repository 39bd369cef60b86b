import {
  bytesOf,
  CHAIN_START,
  KEY_LIMITS,
  ParleyError,
  ROSTER_START,
  type History,
  type Uuid,
} from '@parley/protocol';
import { commandId } from '../../model/command-id.ts';
import type { SealedCreation } from '../../model/group-change.ts';
import { ownWriter } from '../writing/own-writer.ts';
import { sealStatement } from '../writing/seal-statement.ts';
import type { SealingDeps } from '../sealing-deps.ts';

/** What a group begins with. */
export interface NewGroup {
  readonly name: string;
  /** Everyone but its owner. */
  readonly others: readonly Uuid[];
  readonly history: History;
}

/** Creates a sealed group. Its first keys come with the first message. @throws CodedError, NoAnswerError */
export async function createSealedGroup(
  deps: Pick<SealingDeps, 'account' | 'clock' | 'random' | 'sender'>,
  me: Uuid,
  { name, others, history }: NewGroup,
): Promise<Uuid> {
  if (others.length >= KEY_LIMITS.sealedMembers) throw new ParleyError('E_TOO_MANY_MEMBERS');
  const { clock, random, sender } = deps;
  const conversation = random.uuid();
  const body: SealedCreation = {
    kind: 'created',
    ...{ type: 'group', name, visibility: 'private', protection: 'sealed', history },
    members: [{ uid: me, role: 'owner' }, ...others.map((uid) => ({ uid, role: 'member' }) as const)],
  };
  const command = { id: commandId(clock.now(), random.uuid()), body };
  const place = { conversation, seq: 0, chain: bytesOf(CHAIN_START) };
  const signed = await sealStatement(ownWriter(deps), { place, rosterHash: ROSTER_START }, command);
  await sender.append({ conversation }, signed);
  return conversation;
}
