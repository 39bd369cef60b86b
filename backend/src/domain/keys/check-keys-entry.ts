import { currentMembers, ParleyError, parseKeyLogEntry, roleOf, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { Command } from '../log/command.ts';
import { unlessStored } from '../log/unless-stored.ts';
import { checkHaveKeys } from './check-have-keys.ts';

type KeysContext = Pick<Context, 'conversations' | 'keys' | 'users'>;

/**
 * Checks what the log does not know of keys: that all members have some when a conversation becomes sealed, and that a `rekeyed` names
 * the version that the sender's key log has.
 * @param first the members of a conversation that comes into being with this command
 * @throws ParleyError `E_NO_KEYS`, `E_KEY_EPOCH`
 */
export async function checkKeysEntry(
  context: KeysContext,
  command: Command,
  first: readonly Uuid[] = [],
): Promise<void> {
  const { body } = command;
  if (body.kind === 'keys' && body.epoch === 1)
    await unlessStored(context, command, () => checkMembers(context, command, first));
  if (body.kind === 'rekeyed')
    await unlessStored(context, command, () => checkVersion(context, command, body.version));
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
