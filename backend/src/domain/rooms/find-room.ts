import { isRoom, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import { foldedName, isCalled } from './claim-name.ts';

/** The room that has a name now, in whatever spelling; undefined if none has. Names of rooms are no secret: the directory shows them. */
export async function findRoom(
  { roomNames, conversations }: Pick<Context, 'roomNames' | 'conversations'>,
  name: string,
): Promise<Uuid | undefined> {
  const folded = foldedName(name);
  const claim = await roomNames.find(folded);
  const state = claim && (await conversations.state(claim.conversation));
  return state !== undefined && isRoom(state) && isCalled(state, folded) ? claim?.conversation : undefined;
}
