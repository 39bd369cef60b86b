import * as z from 'zod/mini';
import { base64Of } from '../base64-of.ts';
import { Time, Uuid } from '../ids.ts';
import { orLater } from '../later-word.ts';
import { About, DisplayName, Username } from './names.ts';

/** `lastSeen` is missing for users who never connected, and for those whose presence the reader may not see. */
export const Presence = z.object({ uid: Uuid, online: z.boolean(), lastSeen: z.optional(Time) });
export type Presence = z.infer<typeof Presence>;

export const PresenceBatch = z.object({ users: z.array(Presence) });
export type PresenceBatch = z.infer<typeof PresenceBatch>;

/** Index into the twelve hues. */
export const Colour = z.int().check(z.gte(0), z.lte(11));

export const User = z.object({
  uid: Uuid,
  username: Username,
  displayName: DisplayName,
  about: About,
  /** If missing, or of a later version with more hues, the hue follows from the uid. */
  colour: z.optional(z.int().check(z.gte(0))),
  admin: z.boolean(),
  /** Deactivated: nobody can log in to it. Its uid and name stay in old logs. */
  removed: z.boolean(),
  /** Missing for people. */
  kind: z.optional(orLater(z.literal('machine'))),
  /** Of a machine: what it signs with (Ed25519). Missing for one that has tokens only. */
  accountKey: z.optional(base64Of(32)),
  /** Of a machine: what simple sealed messages to it are sealed to (X25519). Without one, the server can read them. */
  simpleKey: z.optional(base64Of(32)),
  /** By `accountKey` over `machineKeyMessage`: whoever has seen one takes no simple key of this account key without. */
  simpleKeySignature: z.optional(base64Of(64)),
});
export type User = z.infer<typeof User>;

export const Profile = z.object({ displayName: DisplayName, about: About, colour: z.optional(Colour) });
export type Profile = z.infer<typeof Profile>;
