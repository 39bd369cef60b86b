import { randomUUID, sign } from 'node:crypto';
import { AUTH_TOKEN_HEADER, Challenge, loginMessage, ROUTES, type LoginRequest } from '@parley/protocol';
import type { Figures, Measured } from '../figures.ts';
import type { BenchAccount } from '../peers/parley/account.ts';
import { ParleyServer } from '../peers/parley/parley-server.ts';
import { post } from '../peers/parley/post.ts';
import { RELAY, startRelayServer } from '../peers/relay/relay.ts';
import type { ServerProcess } from '../server-process.ts';
import { openSocket, type SocketOptions } from '../sockets/open-sockets.ts';

/** Logins that are under way at once. */
const AT_ONCE = 16;

/**
 * Logins in a second: challenge, proof, session, connected socket. Beside it what connecting alone costs. What a client does to derive
 * its key from the password is not in it.
 */
export async function measureLogins(
  rounds: number,
  seconds: number,
  parley: ParleyServer,
  accounts: readonly BenchAccount[],
): Promise<readonly Measured[]> {
  const relay = await startRelayServer();
  const bare: Figures[] = [];
  const whole: Figures[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      bare.push(await rateOf(relay, seconds, () => connectOnce({ address: RELAY, auth: { user: 0 } })));
      whole.push(await rateOf(parley.process, seconds, (i) => logIn(parley, accounts[i % accounts.length])));
    }
  } finally {
    await relay.stop();
  }
  const load = `logins, ${AT_ONCE} at once`;
  return [
    { load, system: 'Socket.IO, relay only', rounds: bare },
    { load, system: 'Parley', rounds: whole },
  ];
}

async function rateOf(
  server: ServerProcess,
  seconds: number,
  once: (i: number) => Promise<void>,
): Promise<Figures> {
  const cpu = server.cpuSeconds();
  const start = performance.now();
  const end = start + seconds * 1_000;
  let done = 0;
  let begun = 0;
  const loop = async () => {
    while (performance.now() < end) {
      await once(begun++);
      done++;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, loop));
  return {
    'per second': done / ((performance.now() - start) / 1_000),
    'CPU s per 1,000': ((server.cpuSeconds() - cpu) / done) * 1_000,
  };
}

async function connectOnce(options: SocketOptions): Promise<void> {
  (await openSocket(options)).close();
}

async function logIn(parley: ParleyServer, account: BenchAccount | undefined): Promise<void> {
  if (account === undefined) throw new Error('a login needs an account');
  const { username, key } = account;
  const asked = await post(parley.http, ROUTES.challenge.path, { username });
  const { challenge, expiresAt } = Challenge.parse(await asked.json());
  const origin = ParleyServer.origin;
  const bytes = Buffer.from(challenge, 'base64');
  const signature = sign(null, loginMessage({ origin, username, challenge: bytes, expiresAt }), key);
  const proof = {
    challenge,
    origin,
    key: { kind: 'password' } as const,
    signature: signature.toString('base64'),
  };
  const request: LoginRequest = { username, proof, device: { id: randomUUID(), name: 'bench' } };
  const answer = await post(parley.http, ROUTES.login.path, request);
  await answer.arrayBuffer();
  await connectOnce(parley.socketOf(answer.headers.get(AUTH_TOKEN_HEADER) ?? ''));
}
