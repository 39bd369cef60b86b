import * as z from 'zod/mini';
import { base64Of } from '../base64-of.ts';
import { Time, Uuid } from '../ids.ts';
import { Scopes } from './machine.ts';
import { DeviceName, DisplayName, Topic, Username } from './names.ts';
import { User } from './user.ts';

/** How scripts name somebody: by username or by uid, which no username looks like. */
export const UserName = z.string().check(z.minLength(1), z.maxLength(100));

export const MachineRegistration = z.object({
  username: Username,
  /** The username, if missing. */
  displayName: z.optional(DisplayName),
  purpose: z.optional(Topic),
  /** Ed25519: by it the machine logs in. */
  accountKey: base64Of(32),
  /** X25519: to it people seal direct messages. */
  simpleKey: z.optional(base64Of(32)),
  simpleKeySignature: z.optional(base64Of(64)),
  /** Everything, if missing. */
  scopes: z.optional(Scopes),
  invitation: z.optional(z.string().check(z.maxLength(100))),
});
export type MachineRegistration = z.infer<typeof MachineRegistration>;

export const RegisteredMachine = z.object({ user: User, scopes: Scopes });

/** Asks for a challenge. */
const LoginStart = z.object({ user: UserName });
/** Answers it: a signature by the account key over `machineLoginMessage`. */
const LoginProof = z.object({
  user: UserName,
  challenge: base64Of(32),
  signature: base64Of(64),
  /** What the session is called in lists. */
  name: z.optional(DeviceName),
});
export type LoginProof = z.infer<typeof LoginProof>;
/** The proof comes first: as a start, it would lose what it proves. */
export const MachineLogin = z.union([LoginProof, LoginStart]);
export type MachineLogin = z.infer<typeof MachineLogin>;

export const MachineChallenge = z.object({ challenge: base64Of(32), expiresAt: Time });
export type MachineChallenge = z.infer<typeof MachineChallenge>;
export const MachineSession = z.object({
  user: User,
  sid: Uuid,
  scopes: Scopes,
  token: z.string(),
  /** When the token ends. It is not renewed: the machine logs in again. */
  expiresAt: Time,
});
export type MachineSession = z.infer<typeof MachineSession>;
export const MachineLoginAnswer = z.union([MachineSession, MachineChallenge]);
