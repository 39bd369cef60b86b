import * as z from 'zod/mini';
import { base64Of } from '../base64-of.ts';
import { Time, Uuid } from '../ids.ts';
import { SignedKeyLogEntry } from '../keylog/key-log-entry.ts';
import { PasswordWrap, StoredVault } from '../vault/stored-vault.ts';
import { Credential, Kdf } from './credential.ts';
import { DeviceName, DisplayName, InvitationLabel, Username } from './names.ts';
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

/** The first keys of an account: made before it is, so that no key log stands without its vault. */
export const FirstKeys = z.object({
  /** Of the account, drawn by the client, since key log and vault are bound to it: a UUID of version 4. */
  uid: Uuid,
  /** `created`, then `deviceAdded` of this device. */
  keyLog: z.tuple([SignedKeyLogEntry, SignedKeyLogEntry]),
  vault: StoredVault,
});
export type FirstKeys = z.infer<typeof FirstKeys>;

export const RegisterRequest = z.object({
  username: Username,
  displayName: DisplayName,
  credential: Credential,
  device: Device,
  invitation: z.optional(z.string().check(z.maxLength(100))),
  /** Missing from clients of before; such an account gets its keys at a later login. */
  keys: z.optional(FirstKeys),
});
export type RegisterRequest = z.infer<typeof RegisterRequest>;

export const PasswordChange = z.object({
  proof: Proof,
  credential: Credential,
  /**
   * The master key under the new password, by the `kdf` of `credential`: for accounts with keys, and no others. `unchanged` where the
   * client cannot open them: the last password that could stays the one that does.
   */
  wrap: z.optional(z.union([PasswordWrap, z.literal('unchanged')])),
});
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
