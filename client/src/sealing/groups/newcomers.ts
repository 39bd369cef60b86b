import { ParleyError, type Uuid } from '@parley/protocol';
import type { SealRecipient } from '../../model/sealing/sealing-view.ts';
import type { KeyLogs } from '../../model/keys/sender-keys.ts';

export interface NewcomersDeps {
  /** The key logs that were checked here. */
  readonly keyLogs: () => KeyLogs;
  /** Reads on in key logs. @throws CodedError, NoAnswerError */
  readonly refresh: (users: readonly Uuid[]) => Promise<void>;
  /** What somebody is called. */
  readonly nameOf: (user: Uuid) => string;
}

/**
 * People who are to get keys, by their newest ones, which are asked for before.
 * @throws CodedError `E_NO_KEYS` naming those without keys, `E_FORBIDDEN` naming those whose new keys the user has not accepted
 */
export async function withKeys(
  { keyLogs, refresh, nameOf }: NewcomersDeps,
  users: readonly Uuid[],
): Promise<readonly SealRecipient[]> {
  await refresh(users);
  const known = keyLogs();
  const keyless = users.filter((user) => recipient(known, user) === undefined);
  if (keyless.length > 0) throw new ParleyError('E_NO_KEYS', { message: sentence(keyless.map(nameOf)) });
  const reset = users.find((user) => known.get(user)?.unacceptedFrom !== undefined);
  if (reset !== undefined)
    throw new ParleyError('E_FORBIDDEN', { message: `Accept the new keys of ${nameOf(reset)} first.` });
  return users.flatMap((user) => recipient(known, user) ?? []);
}

function recipient(known: KeyLogs, user: Uuid): SealRecipient | undefined {
  const versions = known.get(user)?.followed.log.versions ?? [];
  const publicKey = versions.at(-1)?.encryptionKey;
  return publicKey === undefined ? undefined : { user, keyVersion: versions.length, publicKey };
}

function sentence(names: readonly string[]): string {
  const all = new Intl.ListFormat('en').format(names);
  return `${all} ${names.length === 1 ? 'has' : 'have'} to log in once first.`;
}
