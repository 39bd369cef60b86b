import * as z from 'zod/mini';
import { base64Of } from '../base64-of.ts';
import { Time, Uuid } from '../ids.ts';
import { DeviceName, DisplayName, InvitationLabel, Username } from './names.ts';
import { User } from './user.ts';

/** Argon2id (RFC 9106) parameters. Clients refuse weaker ones than the least and greater ones than the most. */
export const Kdf = z.object({
  name: z.literal('argon2id'),
  salt: base64Of(16),
  memoryKiB: z.int().check(z.gte(64 * 1024), z.lte(256 * 1024)),
  iterations: z.int().check(z.gte(3), z.lte(10)),
  parallelism: z.int().check(z.gte(1), z.lte(4)),
});
export type Kdf = z.infer<typeof Kdf>;

/** What the server keeps of a password: how to derive the authentication key, and its public half (Ed25519). */
export const Credential = z.object({ kdf: Kdf, publicKey: base64Of(32) });
export type Credential = z.infer<typeof Credential>;

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

export const RegisterRequest = z.object({
  username: Username,
  displayName: DisplayName,
  credential: Credential,
  device: Device,
  invitation: z.optional(z.string().check(z.maxLength(100))),
});
export type RegisterRequest = z.infer<typeof RegisterRequest>;

export const PasswordChange = z.object({ proof: Proof, credential: Credential });
export type PasswordChange = z.infer<typeof PasswordChange>;

/** Sets a new password with a link that the operator made. */
export const PasswordReset = z.object({
  username: Username,
  secret: z.string().check(z.maxLength(100)),
  credential: Credential,
});
export type PasswordReset = z.infer<typeof PasswordReset>;

/** Asks whether a link still works, by the secret in it. */
export const InvitationCheck = z.object({ invitation: z.string().check(z.maxLength(100)) });
export const ResetCheck = z.object({ username: Username, secret: z.string().check(z.maxLength(100)) });

/** Who is logged in. The token itself travels in the cookie and in the `auth-token` response header. */
export const Session = z.object({
  sid: Uuid,
  device: Device,
  user: User,
  /** When the token ends; it is renewed at half of its life. */
  tokenExpiresAt: Time,
  tokenIssuedAt: Time,
});
export type Session = z.infer<typeof Session>;

/** The answer to a request without any token: it claims no session, so there is nothing to refuse. */
export const NoSession = z.object({ user: z.null() });
export type NoSession = z.infer<typeof NoSession>;

export const SessionInfo = z.object({
  sid: Uuid,
  device: Device,
  createdAt: Time,
  lastSeenAt: Time,
  /** The session that asks for the list. */
  current: z.boolean(),
});
export type SessionInfo = z.infer<typeof SessionInfo>;

export const RegistrationMode = z.enum(['open', 'invite', 'closed']);
export type RegistrationMode = z.infer<typeof RegistrationMode>;

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
