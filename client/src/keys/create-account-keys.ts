import { createKeyServer } from '../http/http-key-server.ts';
import { systemClock } from '../platform/system-clock.ts';
import type { AccountKeys } from '../ports/account-keys.ts';
import type { Clock } from '../ports/clock.ts';
import type { HttpApi } from '../ports/http-api.ts';
import type { KeyKeeper } from '../ports/key-keeper.ts';
import { KeySession } from './key-session.ts';

/** The keys of whoever logs in, over HTTP. @param keeper where this device keeps them */
export function createAccountKeys(api: HttpApi, keeper: KeyKeeper, clock: Clock = systemClock): AccountKeys {
  return new KeySession({
    server: createKeyServer(api),
    sessions: async () => (await api.call('sessions')).sessions,
    keeper,
    clock,
  });
}
