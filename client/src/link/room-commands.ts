import type { Entry, Uuid } from '@parley/protocol';
import { CodedError, GENERAL } from '@parley/protocol/core';
import { commandId } from '../model/command-id.ts';
import { pause } from '../platform/pause.ts';
import type { Rooms } from '../ports/chat-client.ts';
import type { HttpApi } from '../ports/http-api.ts';
import type { LocalHalf } from '../ports/local-half.ts';
import { NoAnswerError } from '../ports/no-answer-error.ts';
import { createRoomOrder } from './room-order-commands.ts';
import { withRetries } from './with-retries.ts';

/** Another server of a cluster hears of an entry within a second. */
const ARRIVAL_TRIES = 4;
const ARRIVAL_PAUSE_MS = 500;

interface RoomDeps {
  readonly api: HttpApi;
  /** Compares the heads with the server's, now. */
  readonly compare: () => Promise<void>;
  /** Takes in the entry that a command created. */
  readonly stored: (entry: Entry) => void;
}

/** Without what is empty. */
function part(search: string, after: string | undefined) {
  return { ...(search !== '' && { search }), ...(after !== undefined && { after }) };
}

/** Commands to rooms. A retry carries the id of the first try, so that the server does it once. */
export function createRoomCommands(local: LocalHalf, { api, compare, stored }: RoomDeps): Rooms {
  const { random, clock, people, known } = local;
  const arrival = (conversation: Uuid) => arrivalIn({ clock, known, compare }, conversation);
  const newId = () => commandId(clock.now(), random.uuid());
  /** By their names: which the server may have, without its answer having come. */
  const unanswered = new Map<string, { readonly conversation: Uuid; readonly id: Uuid }>();
  return {
    create: async (name) => {
      const ids = unanswered.get(name) ?? { conversation: random.uuid(), id: newId() };
      unanswered.set(name, ids);
      try {
        await withRetries(clock, () => api.call('createRoom', { body: { ...ids, name } }));
        unanswered.delete(name);
      } catch (error) {
        if (!(error instanceof NoAnswerError)) unanswered.delete(name);
        throw error;
      }
      await arrival(ids.conversation);
      return ids.conversation;
    },
    join: async (conversation) => {
      const body = { id: newId() };
      await unlessMember(withRetries(clock, () => api.call('joinRoom', { params: { conversation }, body })));
      await arrival(conversation);
    },
    isGeneralOffered: async () => (await api.call('general')).offered,
    createGeneral: async () => {
      const body = { id: newId() };
      await withRetries(clock, () => api.call('createGeneral', { body }));
      await arrival(GENERAL);
      return GENERAL;
    },
    find: (query, after) => api.call('rooms', { body: part(query, after) }),
    members: async (conversation, query, after) => {
      const page = await api.call('roomMembers', { params: { conversation }, body: part(query, after) });
      await people.keep(page.members.map(({ user }) => user));
      return page;
    },
    order: createRoomOrder(local, { api, stored }),
  };
}

/** Somebody who joined in another browser wants no more than to be in it. */
async function unlessMember(joined: Promise<unknown>): Promise<void> {
  try {
    await joined;
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'E_ALREADY_MEMBER') throw error;
  }
}

/** Waits until the room is in the local copy. What takes longer comes with the next comparison. */
async function arrivalIn(
  { clock, known, compare }: Pick<LocalHalf, 'clock' | 'known'> & Pick<RoomDeps, 'compare'>,
  conversation: Uuid,
): Promise<void> {
  for (let tries = 0; tries < ARRIVAL_TRIES; tries++) {
    await compareIfThere(compare);
    const role = known.get(conversation)?.head.role ?? null;
    if (role !== null) return;
    await pause(clock, ARRIVAL_PAUSE_MS);
  }
}

/** What the server has done is done, also where the connection ends after that. */
async function compareIfThere(compare: () => Promise<void>): Promise<void> {
  try {
    await compare();
  } catch (error) {
    if (!(error instanceof NoAnswerError)) throw error;
  }
}
