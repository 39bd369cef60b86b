import * as z from 'zod/mini';
import { Time, Uuid } from '../ids.ts';
import { DeviceName } from './names.ts';
import { User } from './user.ts';

/** An account as administrators see it. */
export const AccountInfo = z.object({
  user: User,
  createdAt: Time,
  online: z.boolean(),
  /** Missing for somebody who never connected. */
  lastSeen: z.optional(Time),
  /** Where they are logged in; of a machine its tokens and logins. */
  devices: z.array(z.object({ name: DeviceName, lastSeenAt: Time })),
  /** The user whose invitation they came by. */
  invitedBy: z.optional(Uuid),
  /** It was removed for good: `user` says no more than that. */
  deletedAt: z.optional(Time),
});
export type AccountInfo = z.infer<typeof AccountInfo>;
