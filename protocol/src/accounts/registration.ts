import * as z from 'zod/mini';
import { Uuid } from '../ids.ts';
import { SignedKeyLogEntry } from '../keylog/key-log-entry.ts';
import { StoredVault } from '../vault/stored-vault.ts';
import { Credential } from './credential.ts';
import { DisplayName, Topic, Username } from './names.ts';
import { Device } from './session.ts';

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
  /** For the account of a program that has keys as people have, and a password. */
  machine: z.optional(z.object({ purpose: z.optional(Topic) })),
});
export type RegisterRequest = z.infer<typeof RegisterRequest>;
