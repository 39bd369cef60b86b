import { LIMITS, ParleyError, type Invitation, type Uuid } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context, Rules } from '../context.ts';
import { newSecret } from '../passwords/new-secret.ts';
import { secretHash } from '../passwords/secret-hash.ts';
import type { StoredInvitation } from './invitation-store.ts';
import { shownInvitation } from './list-invitations.ts';

const LIFETIME = 7 * 24 * 60 * 60 * 1_000;

type InvitationContext = Pick<Context, 'invitations' | 'users' | 'audit' | 'random' | 'clock'>;

/** An invitation with the secret that goes into its link. The secret is not stored. */
export interface NewInvitation {
  readonly invitation: Invitation;
  readonly secret: string;
}

/**
 * Makes a link that can create one account within a week.
 * @param uid the user who invites; left out for the operator
 * @param label a note by the maker
 * @throws ParleyError `E_REGISTRATION_CLOSED` if the deployment allows no registration, `E_TOO_MANY_INVITATIONS`,
 * `E_ACCOUNT_DEACTIVATED`
 */
export async function createInvitation(
  context: InvitationContext & { readonly rules: Pick<Rules, 'registration'> },
  uid?: Uuid,
  label?: string,
): Promise<NewInvitation> {
  if (context.rules.registration === 'closed') throw new ParleyError('E_REGISTRATION_CLOSED');
  return store(context, { createdBy: uid, admin: false, label });
}

/** An invitation that makes its user an administrator, as the first start of an empty database needs. */
export async function createAdminInvitation(context: InvitationContext): Promise<NewInvitation> {
  return store(context, { admin: true });
}

async function store(
  context: InvitationContext,
  maker: Pick<StoredInvitation, 'createdBy' | 'admin' | 'label'>,
): Promise<NewInvitation> {
  const { invitations, random, clock } = context;
  const secret = newSecret(random);
  const createdAt = clock();
  const invitation = { id: random.uuid(), createdAt, expiresAt: createdAt + LIFETIME, ...maker };
  await invitations.create({ ...invitation, secretHash: secretHash(secret) });
  if (maker.createdBy !== undefined) await checkMaker(context, maker.createdBy, invitation.id);
  await record(context, { kind: 'invitation_created', uid: maker.createdBy, details: { id: invitation.id } });
  return { invitation: shownInvitation(invitation), secret };
}

/**
 * Checks after storing, and withdraws it if there are too many or the maker was deactivated: parallel requests cannot exceed
 * the limit, and a deactivation withdraws only the invitations that it finds.
 */
async function checkMaker(
  { invitations, users, clock }: InvitationContext,
  uid: Uuid,
  id: Uuid,
): Promise<void> {
  const isOver = (await invitations.openOf(uid, clock())) > LIMITS.openInvitations;
  const [maker] = await users.byUid([uid]);
  if (!isOver && maker?.removed !== true) return;
  await invitations.revoke(uid, id);
  throw new ParleyError(isOver ? 'E_TOO_MANY_INVITATIONS' : 'E_ACCOUNT_DEACTIVATED');
}
