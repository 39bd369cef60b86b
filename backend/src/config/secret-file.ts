import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { SECRET_LENGTH } from './settings.ts';

/** What a secret is for. */
export interface SecretUse {
  /** The variable that names its file, or what it is. */
  readonly name: string;
  /** What a new one would mean. */
  readonly lost: string;
}

const TOKENS: SecretUse = { name: 'JWT_SECRET_FILE', lost: 'everyone has to log in again then.' };

/**
 * The secret in a file that nobody else may read; made where there is none.
 * @throws Error where the file holds none that is long enough, or that says which file it is where it cannot be had
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

/** What has the right name is whole, and the first of several servers wins. */
function make(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const partial = `${file}.${process.pid}`;
  writeFileSync(partial, randomBytes(48).toString('base64url'), { mode: 0o600 });
  try {
    linkSync(partial, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(partial);
  }
}
