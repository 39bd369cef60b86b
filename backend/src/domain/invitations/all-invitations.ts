import { ParleyError, type Invitation, type User, type Uuid } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { shownInvitation } from './list-invitations.ts';

const PAGE = 50;

interface InvitationPage {
  readonly invitations: (Invitation & { readonly createdBy?: Uuid })[];
  /** Those who made and used them. */
  readonly users: User[];
  readonly next?: Uuid;
}

/**
 * A page of the invitations of all makers, newest first, without their secrets.
 * @param after the last one of the page before; after one that was revoked meanwhile it begins anew
 */
export async function allInvitations(
  { invitations, users }: Pick<Context, 'invitations' | 'users'>,
  after: Uuid | undefined,
): Promise<InvitationPage> {
  const found = await invitations.page(after, PAGE + 1);
  const page = found.slice(0, PAGE);
  const last = page.at(-1);
  const people = page.flatMap(({ createdBy, usedBy }) => [createdBy ?? [], usedBy ?? []].flat());
  return {
    invitations: page.map(({ createdBy, ...invitation }) => ({
      ...shownInvitation(invitation),
      ...(createdBy !== undefined && { createdBy }),
    })),
    users: [...(await users.byUid([...new Set(people)]))],
    ...(found.length > PAGE && last !== undefined && { next: last.id }),
  };
}

/**
 * Withdraws an unused invitation of whomever.
 * @throws ParleyError `E_NOT_FOUND`, also for one that was used
 */
export async function revokeAnyInvitation(
  context: Pick<Context, 'invitations' | 'audit' | 'clock'>,
  id: Uuid,
  by: Uuid,
): Promise<void> {
  const revoked = await context.invitations.revokeAny(id);
  if (revoked === undefined) throw new ParleyError('E_NOT_FOUND');
  await record(context, { kind: 'invitation_revoked', uid: revoked.createdBy, details: { id, by } });
}
