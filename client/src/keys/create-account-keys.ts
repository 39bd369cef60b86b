import { createKeyServer } from '../http/http-key-server.ts';
import { systemClock } from '../platform/system-clock.ts';
import type { AccountKeys } from '../ports/keys/account-keys.ts';
import type { Clock } from '../ports/clock.ts';
import type { HttpApi } from '../ports/http-api.ts';
import type { KeyKeeper } from '../ports/keys/key-keeper.ts';
import type { PasswordKdf } from '../ports/password-kdf.ts';
import { KeySession } from './key-session.ts';

export interface AccountKeysDeps {
  readonly api: HttpApi;
  readonly kdf: PasswordKdf;
  /** Where this device keeps keys. */
  readonly keeper: KeyKeeper;
  readonly clock?: Clock;
  /** Reports what went wrong in the background. */
  readonly report?: (error: unknown) => void;
}

/** The keys of whoever logs in, over HTTP. */
export function createAccountKeys({ api, kdf, keeper, clock, report }: AccountKeysDeps): AccountKeys {
  return new KeySession({
    server: createKeyServer(api),
    sessions: async () => (await api.call('sessions')).sessions,
    kdf,
    keeper,
    clock: clock ?? systemClock,
    report: report ?? (() => undefined),
  });
}
