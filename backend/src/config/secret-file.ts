import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { putFile } from '../files/put-file.ts';
import { SECRET_LENGTH } from './settings.ts';

/** The purpose of a secret. */
export interface SecretUse {
  /** The variable that holds the path of its file, or a description. */
  readonly name: string;
  /** The consequence of replacing it. */
  readonly lost: string;
}

const TOKENS: SecretUse = { name: 'JWT_SECRET_FILE', lost: 'everyone has to log in again then.' };

/**
 * Reads a secret from a file that only its owner may read; makes it if there is none.
 * @throws Error that names the file if it cannot be read or written, or holds no secret of sufficient length
 */
export function secretFile(file: string, use: SecretUse = TOKENS): string {
  const secret = contentOf(file, use);
  if (secret.length < SECRET_LENGTH)
    throw new Error(
      `${file} holds no secret of at least ${SECRET_LENGTH} characters. Delete it, and the server creates a new one; ` +
        use.lost,
    );
  return secret;
}

function contentOf(file: string, { name }: SecretUse): string {
  try {
    if (!existsSync(file)) make(file);
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new Error(`${name} is ${file}, which can't be read or created.`, { cause });
  }
}

/** If several servers start at once, the first one's file stays. */
function make(file: string): void {
  putFile(file, randomBytes(48).toString('base64url'), { existing: 'kept' });
}
