import type { HttpTransport, KeyKeeper } from '@parley/client';
import { createAccountKeys } from '@parley/client/keys';
import { createHttpApi, sign, type MemoryKeys } from '@parley/client/testing';
import { CodedError, loginMessage, type Proof, type User } from '@parley/protocol';
import { ORIGIN } from '../server/cluster.ts';
import type { Process } from '../world/process.ts';
import type { DeviceDeps } from './device-deps.ts';
import { SIMULATED_PASSWORD, type SimulatedAccount } from './simulated-account.ts';

/** A browser of somebody who has keys, and what it keeps of them. */
export interface KeyedDevice {
  readonly account: SimulatedAccount;
  readonly id: string;
  readonly keeper: MemoryKeys;
}

type ProvenPassword = Parameters<Keys['lostOrStolen']>[0];
export type Keys = ReturnType<typeof createAccountKeys>;

/** The real keys of a tab, opened by what its browser has kept. */
export function keysIn(
  { history }: Pick<DeviceDeps, 'history'>,
  { user, device, http, process }: { user: User; device: KeyedDevice; http: HttpTransport; process: Process },
): Keys {
  const keys = createAccountKeys({
    api: createHttpApi(http),
    kdf: { derive: () => Promise.reject(new Error('no password is derived here')) },
    keeper: heldBy(process, device.keeper),
    clock: process,
    report: (error) => {
      const mayHappen =
        error instanceof CodedError || (error instanceof Error && error.name === 'NoAnswerError');
      if (!mayHappen) history.bug(user.username, error);
    },
  });
  const times = { tokenIssuedAt: process.now(), tokenExpiresAt: process.now() };
  const session = { sid: device.id, device: { id: device.id, name: 'simulated' }, user, ...times };
  void keys.restored(session);
  return keys;
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

/** Somebody's password, which the server may ask for again. */
export function passwordOf(
  { cluster }: Pick<DeviceDeps, 'cluster'>,
  { username }: User,
  { loginSeed }: SimulatedAccount,
): ProvenPassword {
  return {
    derived: SIMULATED_PASSWORD,
    prove: async (use) => {
      const { challenge, expiresAt } = cluster.challenge(username);
      const said = { origin: ORIGIN, username, challenge: Buffer.from(challenge, 'base64'), expiresAt };
      const signature = await sign(loginSeed, new Uint8Array(loginMessage(said)));
      const proof: Proof = {
        ...{ challenge, origin: ORIGIN, key: { kind: 'password' } },
        signature: Buffer.from(signature).toString('base64'),
      };
      return use(proof);
    },
  };
}
