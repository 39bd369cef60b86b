import { carriesPayload, isSimple, ParleyError, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { Command } from '../log/command.ts';
import { unlessStored } from '../log/unless-stored.ts';

type SimpleContext = Pick<Context, 'conversations' | 'users' | 'keys'>;

/**
 * A direct conversation with a machine that has a simple key takes messages that are sealed in the simple way and nothing that is
 * readable, and no other conversation takes them.
 * @param pair both sides; the same twice in notes to oneself
 * @throws ParleyError `E_SIMPLE_SEALING`
 */
export async function checkSimplySealed(
  context: SimpleContext,
  command: Command,
  pair: readonly Uuid[],
): Promise<void> {
  const { body, payload } = command;
  // What is sealed under an epoch is no machine's: most messages are, and need no look at who is who.
  if (!carriesPayload(body.kind) || ('epoch' in body && body.epoch !== undefined)) return;
  await unlessStored(context, command, async () => {
    if (isSimple(payload) !== (await areSimplySealed(context, pair)))
      throw new ParleyError('E_SIMPLE_SEALING');
  });
}

/** Whether one side has a simple key and no more, and there is a key of the other side to seal to. */
async function areSimplySealed(
  { users, keys }: Pick<Context, 'users' | 'keys'>,
  pair: readonly Uuid[],
): Promise<boolean> {
  const found = await users.byUid([...new Set(pair)]);
  // People, and machines that have a key log, have none in their accounts.
  const others = found.filter(({ simpleKey }) => simpleKey === undefined).map(({ uid }) => uid);
  if (others.length === found.length) return false;
  return others.length === 0 || (await keys.having(others)).size === others.length;
}
