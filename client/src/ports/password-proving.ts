import type { PasswordKdf } from './password-kdf.ts';

/** By what passwords of rooms are proved and set. */
export interface PasswordProving {
  readonly kdf: PasswordKdf;
  /** Of the address that the client talks to. */
  readonly origin: string;
}
