import * as z from 'zod/mini';
import { RegistrationMode } from '../accounts/session.ts';

/** Who may create rooms. */
export const RoomCreation = z.enum(['everyone', 'admins']);
export type RoomCreation = z.infer<typeof RoomCreation>;

/** What administrators change while the server runs, as it holds. */
export const ServerSettings = z.object({
  /** '' where it has no name of its own. */
  name: z.string(),
  /** What a new account reads first; '' for nothing. */
  welcome: z.string(),
  registration: RegistrationMode,
  roomCreation: RoomCreation,
  messagesPerSecond: z.number(),
  messageBurst: z.number(),
  requestsPerMinute: z.number(),
  registrationsPerHour: z.number(),
  groupsPerHour: z.number(),
  additionsPerHour: z.number(),
  connectionsPerSecond: z.number(),
});
export type ServerSettings = z.infer<typeof ServerSettings>;
export type SettingName = keyof ServerSettings;

/** New values, not checked yet: what is not allowed is refused with the name of the setting. */
export const SettingChanges = z.object({
  name: z.optional(z.string()),
  welcome: z.optional(z.string()),
  registration: z.optional(z.string()),
  roomCreation: z.optional(z.string()),
  messagesPerSecond: z.optional(z.number()),
  messageBurst: z.optional(z.number()),
  requestsPerMinute: z.optional(z.number()),
  registrationsPerHour: z.optional(z.number()),
  groupsPerHour: z.optional(z.number()),
  additionsPerHour: z.optional(z.number()),
  connectionsPerSecond: z.optional(z.number()),
});
export type SettingChanges = z.infer<typeof SettingChanges>;
