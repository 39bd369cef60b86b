import type { History, Uuid } from '@parley/protocol';
import type { GroupChange } from '../../model/group-change.ts';

/** Groups whose changes are signed by this device. */
export interface SignedGroups {
  /**
   * Creates a sealed group.
   * @returns its id
   * @throws CodedError, `E_NO_KEYS` where somebody has no keys yet; NoAnswerError
   */
  create(name: string, others: readonly Uuid[], history: History): Promise<Uuid>;
  /**
   * Changes a group. One that is open and whose members all have keys is sealed by that.
   * @returns false where the group stays open, so that nothing was done
   * @throws CodedError, `E_NO_KEYS` where a newcomer has no keys yet; NoAnswerError
   */
  change(conversation: Uuid, change: GroupChange): Promise<boolean>;
}
