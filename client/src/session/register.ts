import { CodedError, type Session } from '@parley/protocol';
import { checkedPassword } from './checked-password.ts';
import type { NewAccount } from './session-client.ts';
import type { SessionParts } from './session-parts.ts';

/** Makes an account with its first keys, and logs in to it. @throws CodedError, NoAnswerError */
export async function register(
  parts: SessionParts,
  { displayName, password, invitation, machine, ...account }: NewAccount,
): Promise<Session> {
  const username = account.username.trim();
  const [keys, { credential, derived }] = await Promise.all([
    parts.keys.load(),
    checkedPassword(parts, password, username),
  ]);
  const begun = await keys?.begin(derived);
  const device = await parts.device();
  const body = {
    username,
    displayName,
    credential,
    device: { ...device, id: begun?.device ?? device.id },
    ...(begun !== undefined && { keys: begun.keys }),
    ...(invitation !== undefined && { invitation }),
    ...(machine !== undefined && { machine }),
  };
  const session = await parts.api.call('register', { body }).catch(async (error: unknown) => {
    // Without an answer the account may exist.
    if (error instanceof CodedError) await parts.keys.inTime(keys?.abandon());
    throw error;
  });
  if (begun !== undefined) await keys?.registered(session).catch(parts.keys.report);
  return session;
}
