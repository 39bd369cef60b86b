import { ParleyError, type Uuid } from '@parley/protocol';
import type { Context } from '../domain/context.ts';

/** The session that a token of ours names, or nothing for any other token. Whether the session lives is not asked here. */
export function sidIn({ tokens }: Pick<Context, 'tokens'>, token: string): Uuid | undefined {
  try {
    return tokens.verify(token).sid;
  } catch (error) {
    if (error instanceof ParleyError) return undefined;
    throw error;
  }
}
