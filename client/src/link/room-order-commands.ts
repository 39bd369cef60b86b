import type { Entry, Uuid } from '@parley/protocol';
import { localError, needsNewerVersion } from '@parley/protocol/core';
import { commandId } from '../model/command-id.ts';
import type { HttpApi } from '../ports/http-api.ts';
import type { LocalHalf } from '../ports/local-half.ts';
import type { BannedPage, RoomOrder } from '../ports/room-order.ts';
import { withRetries } from './with-retries.ts';

interface OrderDeps {
  readonly api: HttpApi;
  /** Takes in the entry that a command created. */
  readonly stored: (entry: Entry) => void;
}

/** Commands that keep rooms in order. A retry carries the id of the first try, so that the server does it once. */
export function createRoomOrder(local: LocalHalf, { api, stored }: OrderDeps): RoomOrder {
  const { random, clock, known } = local;
  const change = async (room: Uuid, request: (id: Uuid) => Promise<Entry>) => {
    if (needsNewerVersion(known.get(room)?.head ?? {})) throw localError('E_NEEDS_NEWER_VERSION');
    const id = commandId(clock.now(), random.uuid());
    const entry = await withRetries(clock, () => request(id));
    // A server's administrator may be outside of the room.
    if (known.get(room) !== undefined) stored(entry);
  };
  const concerning =
    (name: 'banMember' | 'unbanMember' | 'appointOwner') => (conversation: Uuid, member: Uuid) =>
      change(conversation, (id) => api.call(name, { params: { conversation }, body: { id, member } }));
  return {
    describe: (conversation, look) =>
      change(conversation, (id) =>
        api.call('describeRoom', { params: { conversation }, body: { ...look, id } }),
      ),
    changeRules: (conversation, rules) =>
      change(conversation, (id) =>
        api.call('changeRules', { params: { conversation }, body: { ...rules, id } }),
      ),
    mute: (conversation, member, seconds) =>
      change(conversation, (id) =>
        api.call('muteMember', { params: { conversation }, body: { id, member, seconds } }),
      ),
    ban: concerning('banMember'),
    unban: concerning('unbanMember'),
    appoint: concerning('appointOwner'),
    banned: (room, after) => bannedFrom(local, api, room, after),
  };
}

async function bannedFrom(
  { people }: Pick<LocalHalf, 'people'>,
  api: HttpApi,
  conversation: Uuid,
  after: Uuid | undefined,
): Promise<BannedPage> {
  const body = after === undefined ? {} : { after };
  const { uids, more } = await api.call('bans', { params: { conversation }, body });
  const last = uids.at(-1);
  if (last === undefined) return { people: [] };
  const found = await api.call('peopleByUid', { body: { uids: uids.join(',') } });
  const users = found.people.map(({ user }) => user);
  await people.keep(users);
  return { people: users, ...(more && { next: last }) };
}
