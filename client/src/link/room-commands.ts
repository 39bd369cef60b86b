import type { Credential, Entry, Proof, Uuid } from '@parley/protocol';
import { CodedError, GENERAL, localError, needsNewerVersion } from '@parley/protocol/core';
import { commandId } from '../model/command-id.ts';
import { pause } from '../platform/pause.ts';
import type { Rooms } from '../ports/chat-client.ts';
import type { HttpApi } from '../ports/http-api.ts';
import type { LocalHalf } from '../ports/local-half.ts';
import { NoAnswerError } from '../ports/no-answer-error.ts';
import { createRoomHooks } from './room-hooks.ts';
import { createRoomOrder } from './room-order-commands.ts';
import type { PasswordProving } from '../ports/password-proving.ts';
import { checkPassword } from '../model/passwords/check-password.ts';
import { roomCredential, RoomProver } from '../crypto/room-passwords.ts';
import { withRetries } from './with-retries.ts';

/** Another server of a cluster hears of an entry within a second. */
const ARRIVAL_TRIES = 4;
const ARRIVAL_PAUSE_MS = 500;
const SALT_BYTES = 16;

interface RoomDeps {
  readonly api: HttpApi;
  /** Compares the heads with the server's, now. */
  readonly compare: () => Promise<void>;
  /** Takes in the entry that a command created. */
  readonly stored: (entry: Entry) => void;
  readonly proving: PasswordProving | undefined;
}

/** Without what is empty. */
function part(search: string, after: string | undefined) {
  return { ...(search !== '' && { search }), ...(after !== undefined && { after }) };
}

/** Commands to rooms. A retry carries the id of the first try, so that the server does it once. */
export function createRoomCommands(local: LocalHalf, deps: RoomDeps): Rooms {
  const { api, compare, stored } = deps;
  const { random, clock, people, known } = local;
  const arrival = (conversation: Uuid) => arrivalIn({ clock, known, compare }, conversation);
  const newId = () => commandId(clock.now(), random.uuid());
  /** By name and password: which the server may have, without its answer having come. */
  const unanswered = new Map<
    string,
    { readonly conversation: Uuid; readonly id: Uuid; readonly credential?: Credential }
  >();
  const credentialOf = async (password: string) => {
    checkPassword(password, '');
    return roomCredential(provingOf(deps), password, random.bytes(SALT_BYTES));
  };
  return {
    create: async (name, password) => {
      // With another password it is another command.
      const key = JSON.stringify([name, password]);
      const locked = password === undefined ? {} : { credential: await credentialOf(password) };
      const room = unanswered.get(key) ?? { conversation: random.uuid(), id: newId(), ...locked };
      unanswered.set(key, room);
      try {
        await withRetries(clock, () => api.call('createRoom', { body: { ...room, name } }));
        unanswered.delete(key);
      } catch (error) {
        if (!(error instanceof NoAnswerError)) unanswered.delete(key);
        throw error;
      }
      await arrival(room.conversation);
      return room.conversation;
    },
    join: async (conversation, password) => {
      const id = newId();
      const prove = password === undefined ? noProof : proofsOf(local, deps, { conversation, password });
      const join = async () =>
        api.call('joinRoom', { params: { conversation }, body: { id, ...(await prove()) } });
      await unlessMember(withRetries(clock, join));
      await arrival(conversation);
    },
    room: (conversation) => api.call('room', { params: { conversation } }),
    changePassword: async (conversation, password) => {
      if (needsNewerVersion(known.get(conversation)?.head ?? {})) throw localError('E_NEEDS_NEWER_VERSION');
      const id = newId();
      const credential = password === undefined ? null : await credentialOf(password);
      const body = { id, credential };
      stored(
        await withRetries(clock, () => api.call('changeRoomPassword', { params: { conversation }, body })),
      );
      return id;
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
    hooks: createRoomHooks(api),
  };
}

/** Where the room takes no password any more, there is nothing to prove. */
function proofsOf(
  { me }: Pick<LocalHalf, 'me'>,
  deps: RoomDeps,
  { conversation, password }: { readonly conversation: Uuid; readonly password: string },
): () => Promise<{ readonly proof?: Proof }> {
  const prover = new RoomProver(provingOf(deps), password, { uid: me, room: conversation });
  return async () => {
    const { challenge } = await deps.api.call('roomChallenge', { params: { conversation } });
    return challenge === undefined ? {} : { proof: await prover.proofBy(challenge) };
  };
}

async function noProof(): Promise<{ readonly proof?: Proof }> {
  return {};
}

function provingOf({ proving }: RoomDeps): PasswordProving {
  if (proving === undefined) throw new Error('this client proves no passwords');
  return proving;
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
