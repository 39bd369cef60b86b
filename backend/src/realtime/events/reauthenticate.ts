import { ParleyError } from '@parley/protocol';
import { authenticate } from '../../domain/sessions/authenticate.ts';
import type { EventHandler } from './event-handler.ts';

/** A fresh token of the same session: the connection lives on. */
export const reauthenticate: EventHandler<'reauthenticate'> = async (context, { data }, { token }) => {
  const { claims } = await authenticate(context, token);
  if (claims.sid !== data.sid) throw new ParleyError('E_SESSION_CHANGED');
  data.expiresAt = claims.expiresAt;
  return { expiresAt: claims.expiresAt };
};
