import jwt from 'jsonwebtoken';
import * as z from 'zod/mini';

const Named = z.object({ sid: z.string() });

/** The session that a token names, unchecked: enough to compare two tokens, one of which was checked. */
export function namedSession(token: string): string | undefined {
  const named = Named.safeParse(jwt.decode(token));
  return named.success ? named.data.sid : undefined;
}
