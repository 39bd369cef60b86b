import { ParleyError, type Uuid } from '@parley/protocol';
import type { Context } from '../domain/context.ts';

/** The session id in a valid token, or undefined. Does not check whether the session is live. */
export function sidIn({ tokens }: Pick<Context, 'tokens'>, token: string): Uuid | undefined {
  try {
    return tokens.verify(token).sid;
  } catch (error) {
    if (error instanceof ParleyError) return undefined;
    throw error;
  }
}
