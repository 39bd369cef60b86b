import * as z from 'zod/mini';
import { PasswordWrap } from '../vault/stored-vault.ts';
import { Credential } from './credential.ts';
import { Username } from './names.ts';
import { Proof } from './session.ts';

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

/** Asks whether such a link still works, by the secret in it. */
export const ResetCheck = z.object({ username: Username, secret: z.string().check(z.maxLength(100)) });
