import * as z from 'zod/mini';
import { base64Of } from '../base64-of.ts';
import { Time, Uuid } from '../ids.ts';
import { ServerLook } from '../settings/server-look.ts';
import { Kdf } from './credential.ts';
import { DeviceName, Username } from './names.ts';
import { User } from './user.ts';

export const Device = z.object({ id: Uuid, name: DeviceName });
export type Device = z.infer<typeof Device>;

export const ChallengeRequest = z.object({ username: Username });
export type ChallengeRequest = z.infer<typeof ChallengeRequest>;

export const Challenge = z.object({ challenge: base64Of(32), expiresAt: Time, kdf: Kdf });
export type Challenge = z.infer<typeof Challenge>;

/** A signature over a challenge. It names the key that made it, so that device keys can be added beside the password's. */
export const Proof = z.object({
  challenge: base64Of(32),
  origin: z.string().check(z.maxLength(300)),
  key: z.discriminatedUnion('kind', [z.object({ kind: z.literal('password') })]),
  signature: base64Of(64),
});
export type Proof = z.infer<typeof Proof>;

export const LoginRequest = z.object({ username: Username, proof: Proof, device: Device });
export type LoginRequest = z.infer<typeof LoginRequest>;

/** Who is logged in. The token itself travels in the cookie and in the `auth-token` response header. */
export const Session = z.object({
  sid: Uuid,
  device: Device,
  user: User,
  /** When the token ends; it is renewed at half of its life. */
  tokenExpiresAt: Time,
  tokenIssuedAt: Time,
  /** The administrators tell the user something (`GET /notices`). */
  notices: z.optional(z.boolean()),
  /** In answers to a page that begins. */
  server: z.optional(ServerLook),
});
export type Session = z.infer<typeof Session>;

/** The answer to a request without any token: it claims no session, so there is nothing to refuse. */
export const NoSession = z.object({ user: z.null(), server: z.optional(ServerLook) });
export type NoSession = z.infer<typeof NoSession>;

export const RegistrationMode = z.enum(['open', 'invite', 'closed']);
export type RegistrationMode = z.infer<typeof RegistrationMode>;
