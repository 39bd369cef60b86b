import {
  MACHINE_TOKEN_LIFE,
  MACHINE_LIMITS,
  ParleyError,
  type MachineToken,
  type Scopes,
  type Uuid,
} from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { withToken } from '../sessions/start-session.ts';
import { beginGrant, type GrantContext } from './begin-grant.ts';
import { machineTokens, tokensIn } from './machine-tokens.ts';
import { storedMachine } from './stored-machine.ts';

interface NewToken {
  readonly name: string;
  readonly scopes: Scopes;
  /** ms */
  readonly expiresAt: number;
}

interface CreatedToken {
  readonly token: MachineToken;
  /** What the machine presents; it is stored nowhere. */
  readonly secret: string;
}

/**
 * Makes a token of a machine: a session of its account with scopes and an end of its own.
 * @param by missing for the operator
 * @throws ParleyError `E_NOT_FOUND`, `E_BAD_REQUEST` for an end that is past or too far, `E_SCOPE` for more than the machine may do,
 * `E_TOO_MANY_TOKENS`, `E_ACCOUNT_DEACTIVATED` while it is suspended
 */
export async function createToken(
  context: GrantContext & Pick<Context, 'tokens' | 'audit'>,
  uid: Uuid,
  { name, scopes, expiresAt, by }: NewToken & { readonly by?: Uuid },
): Promise<CreatedToken> {
  const now = context.clock();
  if (expiresAt <= now || expiresAt > now + MACHINE_TOKEN_LIFE) throw new ParleyError('E_BAD_REQUEST');
  const { user } = await storedMachine(context, uid);
  if ((await machineTokens(context, uid)).length >= MACHINE_LIMITS.machineTokens)
    throw new ParleyError('E_TOO_MANY_TOKENS');
  const grant = { kind: 'token' as const, scopes, ...(by !== undefined && { by }) };
  const device = { id: context.random.uuid(), name };
  const session = await beginGrant(context, { uid, device, grant, expiresAt });
  const [token] = tokensIn(session);
  if (token === undefined) throw new ParleyError('E_INTERNAL');
  await record(context, { kind: 'machine_token_created', uid, details: { name, token: token.id }, by });
  return { token, secret: (await withToken(context, session, user)).token };
}
