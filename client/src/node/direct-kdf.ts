import { argon2 } from '../crypto/argon2.ts';
import type { PasswordKdf } from '../ports/password-kdf.ts';

/** Argon2id on the calling thread: a terminal has nothing else to do during login. */
export const directKdf: PasswordKdf = { derive: argon2 };
