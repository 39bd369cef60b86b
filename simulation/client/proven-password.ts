import { sign } from '@parley/client/testing';
import { loginMessage, type Proof, type User } from '@parley/protocol';
import { ORIGIN } from '../server/cluster.ts';
import type { DeviceDeps } from './device-deps.ts';
import type { SimulatedAccount } from './simulated-account.ts';
import type { Keys } from './simulated-keys.ts';
import type { SimulatedPassword } from './simulated-password.ts';

type ProvenPassword = Parameters<Keys['lostOrStolen']>[0];

/** The password of an account as it is now in a run. */
export function passwordOf(
  { passwords }: Pick<DeviceDeps, 'passwords'>,
  { uid, password }: SimulatedAccount,
): SimulatedPassword {
  return passwords.get(uid) ?? password;
}

/** A password that the server may ask for again. */
export function proven(
  { cluster }: Pick<DeviceDeps, 'cluster'>,
  { username }: User,
  { derived, loginSeed }: SimulatedPassword,
): ProvenPassword {
  return {
    derived,
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
