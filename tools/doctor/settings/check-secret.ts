import { existsSync } from 'node:fs';
import type { SecretConfig } from '../../../backend/src/config/config.ts';
import { secretFile } from '../../../backend/src/config/secret-file.ts';
import { type Finding, fine, problem } from '../finding.ts';
import { privacy } from '../privacy.ts';

/** Whether the file with the secret that signs tokens is good for it, and private. */
export function checkSecret(jwt: SecretConfig): readonly Finding[] {
  if (jwt.kind === 'given') return [];
  if (!existsSync(jwt.file)) return [fine(`${jwt.file} doesn't exist yet. The first start creates it.`)];
  return [usable(jwt.file), privacy(jwt.file)];
}

function usable(file: string): Finding {
  try {
    secretFile(file);
    return fine(`${file} holds a secret.`);
  } catch (error) {
    return problem(
      error instanceof Error ? error.message : String(error),
      "The server won't start until you do.",
    );
  }
}
