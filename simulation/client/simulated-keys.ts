import type { HttpTransport, KeyKeeper } from '@parley/client';
import { createAccountKeys } from '@parley/client/keys';
import { createHttpApi, type MemoryKeys } from '@parley/client/testing';
import { CodedError, type Session, type User, type Uuid } from '@parley/protocol';
import type { Process } from '../world/process.ts';
import type { DeviceDeps } from './device-deps.ts';
import type { SimulatedAccount } from './simulated-account.ts';
import { SIMULATED_KDF } from './simulated-password.ts';

/** A browser of somebody who has keys, and what it keeps of them. */
export interface KeyedDevice {
  readonly account: SimulatedAccount;
  readonly keeper: MemoryKeys;
  /** As which device it is logged in; undefined while it is not. Who was logged out is another one from the next login on. */
  id: Uuid | undefined;
}

export type Keys = ReturnType<typeof createAccountKeys>;

interface KeysOf {
  readonly user: User;
  readonly device: Pick<KeyedDevice, 'keeper'>;
  readonly http: HttpTransport;
  readonly process: Process;
}

/** The real keys of a page. */
export function keysIn(
  { history }: Pick<DeviceDeps, 'history'>,
  { user, device, http, process }: KeysOf,
): Keys {
  return createAccountKeys({
    api: createHttpApi(http),
    kdf: SIMULATED_KDF,
    keeper: heldBy(process, device.keeper),
    clock: process,
    report: (error) => {
      const mayHappen =
        error instanceof CodedError || (error instanceof Error && error.name === 'NoAnswerError');
      if (!mayHappen) history.bug(user.username, error);
    },
  });
}

/** Tokens never end here, and a session is called like its device. */
export function sessionOf(user: User, device: Uuid, process: Process): Session {
  const times = { tokenIssuedAt: process.now(), tokenExpiresAt: process.now() };
  return { sid: device, device: { id: device, name: 'simulated' }, user, ...times };
}

/** What a browser keeps, as one of its tabs holds it: what a tab has locked is free again when it dies. */
function heldBy(process: Process, keeper: MemoryKeys): KeyKeeper {
  const alone: KeyKeeper['alone'] = (uid, task) =>
    new Promise((resolve, reject) => {
      void keeper.alone(uid, () => Promise.race([task().then(resolve, reject), process.died]));
    });
  return {
    ...{ keepsBytes: keeper.keepsBytes, alone },
    byName: (name) => keeper.byName(name),
    of: (uid) => keeper.of(uid),
    keep: (keys) => keeper.keep(keys),
    pinned: (me) => keeper.pinned(me),
    pin: (me, logs) => keeper.pin(me, logs),
    forget: (uid) => keeper.forget(uid),
  };
}
