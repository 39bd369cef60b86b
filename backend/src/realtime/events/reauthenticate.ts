import { ParleyError, Reauthenticate } from '@parley/protocol';
import { authenticate } from '../../domain/sessions/authenticate.ts';
import { handler } from '../event-handler.ts';

/** A fresh token of the same session: the socket lives on. */
export const reauthenticate = handler<'reauthenticate'>(
  Reauthenticate,
  async (context, { data }, { token }) => {
    const { claims } = await authenticate(context, token);
    if (claims.sid !== data.sid) throw new ParleyError('E_SESSION_CHANGED');
    data.expiresAt = claims.expiresAt;
    return { expiresAt: claims.expiresAt };
  },
);
