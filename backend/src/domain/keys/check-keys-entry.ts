import { currentMembers, ParleyError, parseKeyLogEntry, roleOf, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { Command } from '../log/command.ts';
import { vouchedBy } from '../log/envelope.ts';
import { unlessStored } from '../log/unless-stored.ts';
import { checkHaveKeys } from './check-have-keys.ts';
import { storedKeyLog } from './check-keys.ts';

type KeysContext = Pick<Context, 'conversations' | 'keys' | 'users'>;

/**
 * Checks what the log does not know of keys: that all members have some when a conversation becomes sealed, that a `rekeyed` names
 * the version that the sender's key log has, and that the device which signs is not revoked in it.
 * @param first the members of a conversation that comes into being with this command
 * @throws ParleyError `E_NO_KEYS`, `E_KEY_EPOCH`, `E_SESSION_ENDED`
 */
export async function checkKeysEntry(
  context: KeysContext,
  command: Command,
  first: readonly Uuid[] = [],
): Promise<void> {
  const { body } = command;
  await unlessStored(context, command, () => checkDevice(context, command));
  if (body.kind === 'keys' && body.epoch === 1)
    await unlessStored(context, command, () => checkMembers(context, command, first));
  if (body.kind === 'rekeyed')
    await unlessStored(context, command, () => checkVersion(context, command, body.version));
}

/**
 * Readers refuse what a device signs once its account vouches for the revocation, so it must not be acknowledged: a node that has not
 * heard yet of the end of the device's session would do so. The key log is read only where the device does not hold all of it.
 */
async function checkDevice({ keys }: KeysContext, { sender, device, payload }: Command): Promise<void> {
  const vouched = vouchedBy(payload);
  if (device === undefined || vouched === undefined) return;
  const progress = await keys.progress(sender);
  if (progress === undefined || progress.keyLog <= vouched) return;
  const { devices } = storedKeyLog(sender, await keys.entries(sender, 0));
  if (devices.get(device)?.revokedAt !== undefined) throw new ParleyError('E_SESSION_ENDED');
}

async function checkMembers(
  context: KeysContext,
  { conversation, sender }: Command,
  first: readonly Uuid[],
): Promise<void> {
  const state = await context.conversations.state(conversation, [sender]);
  const members = state === undefined ? first : currentMembers(state);
  // A stranger must not learn who has keys.
  if (members.includes(sender)) await checkHaveKeys(context, members);
}

/** A key log is long: it is read only for members, as others are refused in any case. */
async function checkVersion(
  { conversations, keys }: KeysContext,
  { conversation, sender }: Command,
  version: number,
): Promise<void> {
  const state = await conversations.state(conversation, [sender]);
  if (state === undefined || roleOf(state, sender) === null) return;
  const entries = await keys.entries(sender, 0);
  const versions = entries.filter(({ entry }) => 'encryptionKey' in parseKeyLogEntry(entry));
  if (versions.length !== version) throw new ParleyError('E_KEY_EPOCH');
}
