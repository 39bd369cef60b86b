import * as z from 'zod/mini';
import { Time, Uuid } from '../ids.ts';
import { MACHINE_LIMITS } from '../machine-limits.ts';
import { Topic, DeviceName } from './names.ts';
import { User } from './user.ts';

/** What a machine may do, or whoever holds one of its tokens. */
export const Scopes = z.object({
  /** Receive what is said, and mark it as received and read. */
  read: z.boolean(),
  /** Send, and join rooms. */
  write: z.boolean(),
  /** In direct conversations. */
  direct: z.boolean(),
  /** In rooms and groups: in all that it is a member of, or in these alone. */
  rooms: z.union([z.literal('all'), z.array(Uuid).check(z.maxLength(MACHINE_LIMITS.scopeRooms))]),
});
export type Scopes = z.infer<typeof Scopes>;

/** An account of a program, as administrators see it. `user.removed` says that it is suspended. */
export const Machine = z.object({
  user: User,
  /** Who answers for it. */
  owner: z.optional(Uuid),
  purpose: Topic,
  scopes: Scopes,
  createdAt: Time,
});
export type Machine = z.infer<typeof Machine>;

/** A token of a machine without the token itself, which is shown once. */
export const MachineToken = z.object({
  id: Uuid,
  name: DeviceName,
  scopes: Scopes,
  createdAt: Time,
  expiresAt: Time,
  /** To the minute; missing for one that was never used. */
  lastUsedAt: z.optional(Time),
});
export type MachineToken = z.infer<typeof MachineToken>;
