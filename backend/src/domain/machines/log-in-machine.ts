import {
  machineLoginMessage,
  ParleyError,
  TIMING,
  type LoginProof,
  type MachineChallenge,
  type MachineSession,
  type User,
  type Uuid,
} from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { withinAttempts } from '../limits/within-attempts.ts';
import { isSignedBy } from '../passwords/ed25519.ts';
import { NOBODYS_KEY } from '../passwords/nobodys-credential.ts';
import { withToken } from '../sessions/start-session.ts';
import { accountNamed } from '../users/account-named.ts';
import { isMachine } from '../users/is-machine.ts';
import { beginGrant } from './begin-grant.ts';
import { storedMachine } from './stored-machine.ts';

type LoginContext = Pick<
  Context,
  | 'users'
  | 'machines'
  | 'sessions'
  | 'publisher'
  | 'challenges'
  | 'tokens'
  | 'attempts'
  | 'audit'
  | 'random'
  | 'clock'
  | 'rules'
>;

/** Challenges of other logins are not for this one. A colon is in no username. */
const subjectOf = (user: string) => `machine:${user.toLowerCase()}`;

/** Starts the login of a machine. Whether there is such a machine, the answer does not say. */
export function machineChallenge(
  { random, clock, rules }: Pick<Context, 'random' | 'clock' | 'rules'>,
  user: string,
): MachineChallenge {
  const expiresAt = clock() + TIMING.challenge;
  return { challenge: rules.challenges.issue({ subject: subjectOf(user), expiresAt }, random), expiresAt };
}

/**
 * Logs a machine in that signed a challenge with its account key.
 * @throws ParleyError `E_LOGIN_FAILED`, `E_CHALLENGE_EXPIRED`, `E_ACCOUNT_DEACTIVATED` while it is suspended, `E_RATE_LIMITED`
 */
export async function logInMachine(
  context: LoginContext,
  proof: LoginProof,
  address: string,
): Promise<MachineSession> {
  const username = subjectOf(proof.user);
  const attempt = { username, address };
  const { uid } = await withinAttempts(context.attempts, attempt, {
    wrong: 'E_LOGIN_FAILED',
    check: () => checkMachineProof(context, proof),
    record: (waits) =>
      record(context, { kind: waits ? 'login_locked' : 'login_failed', address, details: { username } }),
  });
  return begin(context, uid, { name: proof.name ?? 'Login by key', address });
}

/** An unknown machine, a person, a machine without a key and a wrong signature cost the same and get the same answer. */
async function checkMachineProof(
  context: Pick<Context, 'users' | 'challenges' | 'clock' | 'rules'>,
  { user: name, challenge, signature }: LoginProof,
): Promise<User> {
  const { challenges, clock, rules } = context;
  const subject = subjectOf(name);
  const expiresAt = rules.challenges.endOf(challenge, subject);
  if (expiresAt === undefined || expiresAt <= clock()) throw new ParleyError('E_CHALLENGE_EXPIRED');
  const account = await accountNamed(context, name);
  const key = account !== undefined && isMachine(account.user) ? account.user.accountKey : undefined;
  const signed = isSignedBy({
    message: machineLoginMessage({
      uid: account?.user.uid ?? NOBODY,
      challenge: Buffer.from(challenge, 'base64'),
      expiresAt,
    }),
    signature: Buffer.from(signature, 'base64'),
    publicKey: Buffer.from(key ?? NOBODYS_KEY, 'base64'),
  });
  if (!signed || account === undefined || key === undefined) throw new ParleyError('E_LOGIN_FAILED');
  if (!(await challenges.use({ challenge, subject, expiresAt }, clock())))
    throw new ParleyError('E_CHALLENGE_EXPIRED');
  // Only after the key was proved: others must not learn whether the machine exists.
  if (account.user.removed) throw new ParleyError('E_ACCOUNT_DEACTIVATED');
  return account.user;
}

const NOBODY: Uuid = '00000000-0000-4000-8000-000000000000';

async function begin(
  context: LoginContext,
  uid: Uuid,
  { name, address }: { readonly name: string; readonly address: string },
): Promise<MachineSession> {
  const { user, details } = await storedMachine(context, uid);
  const { scopes } = details;
  const device = { id: context.random.uuid(), name };
  const expiresAt = context.clock() + context.tokens.lifetime;
  const session = await beginGrant(context, { uid, device, grant: { kind: 'login', scopes }, expiresAt });
  await record(context, { kind: 'login', uid, address, details: { device: name } });
  const started = await withToken(context, session, user);
  return {
    user,
    sid: session.sid,
    scopes,
    token: started.token,
    expiresAt: started.session.tokenExpiresAt,
  };
}
