import * as z from 'zod/mini';
import { Time, Uuid } from '../ids.ts';
import { InvitationLabel } from './names.ts';

/** Asks whether a link still works, by the secret in it. */
export const InvitationCheck = z.object({ invitation: z.string().check(z.maxLength(100)) });

/** An invitation as its maker sees it; the secret is shown once, in the link. */
export const Invitation = z.object({
  id: Uuid,
  createdAt: Time,
  expiresAt: Time,
  usedBy: z.optional(Uuid),
  usedAt: z.optional(Time),
  /** A note by its maker: who or what it is for. */
  label: z.optional(InvitationLabel),
  admin: z.boolean(),
});
export type Invitation = z.infer<typeof Invitation>;
