import type { PasswordKdf } from '../ports/password-kdf.ts';
import type { ContactParts } from './contacts/contact-pins.ts';
import type { EntranceDeps } from './entrance.ts';

/** What a key session needs from outside. */
export interface KeySessionDeps extends EntranceDeps, ContactParts {
  readonly kdf: PasswordKdf;
}
