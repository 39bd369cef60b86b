import type { Uuid } from '@parley/protocol';
import { LIMITS } from '@parley/protocol/core';
import type { FoundMessages, MessageFilter } from '../../ports/message-search.ts';
import { messageItem } from '../timeline/message-item.ts';
import type { SearchDeps } from './search-deps.ts';

/** A page of what the server finds. */
export async function searchThere(
  { me, known, server }: SearchDeps,
  conversation: Uuid,
  filter: MessageFilter,
  before?: number,
): Promise<FoundMessages> {
  const body = { ...filter, limit: LIMITS.pageFound, ...(before !== undefined && { before }) };
  const { found, next, indexed } = await server.api.call('search', { params: { conversation }, body });
  const own = found.filter(({ entry }) => entry.conversation === conversation);
  const outside = await (await server.log(conversation)).outside();
  const opened = await outside.open(
    own.flatMap(({ entry, edit }) => (edit === undefined ? entry : [entry, edit])),
  );
  const bySeq = new Map(opened.map((entry) => [entry.seq, entry]));
  const messages = own
    .flatMap(({ entry, edit }) => {
      const changes = [bySeq.get(edit?.seq ?? 0) ?? []].flat();
      const facts = { entry: bySeq.get(entry.seq) ?? entry, changes, pending: [] };
      return messageItem({ ...facts, floor: { delivered: 0, read: 0 } }, me);
    })
    .filter(({ content }) => content !== undefined);
  const head = known.get(conversation)?.head.head ?? indexed;
  return { messages, next, isFar: false, place: { kind: 'server', indexed, head } };
}
