import { ParleyError, type Uuid } from '@parley/protocol';
import type { InvitationStore, StoredInvitation } from '../../domain/invitations/invitation-store.ts';

export class MemoryInvitationStore implements InvitationStore {
  readonly #invitations = new Map<Uuid, StoredInvitation>();

  async create(invitation: StoredInvitation): Promise<void> {
    this.#invitations.set(invitation.id, invitation);
  }

  async bySecret(secretHash: string): Promise<StoredInvitation | undefined> {
    return [...this.#invitations.values()].find((invitation) => invitation.secretHash === secretHash);
  }

  async createdBy(uid: Uuid): Promise<readonly StoredInvitation[]> {
    return [...this.#invitations.values()]
      .filter(({ createdBy }) => createdBy === uid)
      .sort((a, b) => b.createdAt - a.createdAt);
  }

  async page(after: Uuid | undefined, limit: number): Promise<readonly StoredInvitation[]> {
    const last = after === undefined ? undefined : this.#invitations.get(after);
    return [...this.#invitations.values()]
      .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
      .filter(({ createdAt, id }) => last === undefined || isOlder({ createdAt, id }, last))
      .slice(0, limit);
  }

  async revokeAny(id: Uuid): Promise<StoredInvitation | undefined> {
    const invitation = this.#invitations.get(id);
    if (invitation === undefined || invitation.usedBy !== undefined) return undefined;
    this.#invitations.delete(id);
    return invitation;
  }

  async openOf(uid: Uuid, now: number): Promise<number> {
    const own = await this.createdBy(uid);
    return own.filter(({ usedBy, expiresAt }) => usedBy === undefined && expiresAt > now).length;
  }

  async revoke(uid: Uuid, id: Uuid): Promise<boolean> {
    const invitation = this.#invitations.get(id);
    if (invitation?.createdBy !== uid || invitation.usedBy !== undefined) return false;
    return this.#invitations.delete(id);
  }

  async revokeOpen(uid: Uuid): Promise<void> {
    for (const { id, createdBy, usedBy } of this.#invitations.values())
      if (createdBy === uid && usedBy === undefined) this.#invitations.delete(id);
  }

  async forget(uid: Uuid): Promise<void> {
    for (const { id, createdBy, usedBy } of this.#invitations.values())
      if (createdBy === uid || usedBy === uid) this.#invitations.delete(id);
  }

  async revokeOperators(): Promise<void> {
    for (const { id, admin, createdBy, usedBy } of this.#invitations.values())
      if (admin && createdBy === undefined && usedBy === undefined) this.#invitations.delete(id);
  }

  /**
   * The invitation with this secret.
   * @throws ParleyError `E_INVITATION_INVALID` if it is unknown, used or expired
   */
  open(secretHash: string, now: number): StoredInvitation {
    const found = [...this.#invitations.values()].find(
      (invitation) =>
        invitation.secretHash === secretHash && invitation.usedBy === undefined && invitation.expiresAt > now,
    );
    if (found === undefined) throw new ParleyError('E_INVITATION_INVALID');
    return found;
  }

  /** Marks an invitation as used, in one step with the account that uses it. */
  use(invitation: StoredInvitation, usedBy: Uuid, usedAt: number | undefined): void {
    this.#invitations.set(invitation.id, { ...invitation, usedBy, usedAt });
  }
}

type Place = Pick<StoredInvitation, 'createdAt' | 'id'>;

function isOlder(one: Place, other: Place): boolean {
  return one.createdAt < other.createdAt || (one.createdAt === other.createdAt && one.id < other.id);
}
