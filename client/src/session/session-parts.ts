import type { Device } from '@parley/protocol';
import type { HttpApi } from '../ports/http-api.ts';
import type { PasswordKdf } from '../ports/password-kdf.ts';
import type { Random } from '../ports/random.ts';
import type { LoadedKeys } from './loaded-keys.ts';

/** What work on an account takes of the session client. */
export interface SessionParts {
  readonly api: HttpApi;
  /** The origin that users open. */
  readonly origin: string;
  readonly kdf: PasswordKdf;
  readonly device: () => Promise<Device>;
  readonly random: Random;
  readonly keys: LoadedKeys;
}
