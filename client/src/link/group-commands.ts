import type { Entry, Role, Uuid } from '@parley/protocol';
import { CodedError, localError, needsNewerVersion } from '@parley/protocol/core';
import type { Groups } from '../ports/chat-client.ts';
import type { Clock } from '../ports/clock.ts';
import { commandId } from '../model/command-id.ts';
import type { KnownConversations } from '../model/known-conversations.ts';
import type { HttpApi } from '../ports/http-api.ts';
import { NoAnswerError } from '../ports/no-answer-error.ts';
import type { Random } from '../ports/random.ts';

const ATTEMPTS = 3;
const PAUSE_MS = 500;

interface GroupDeps {
  readonly api: HttpApi;
  readonly random: Random;
  readonly clock: Clock;
  readonly known: KnownConversations;
  /** Takes in the entry that a command created. */
  readonly stored: (entry: Entry) => void;
}

/** Commands to groups over HTTP. A retry carries the id of the first try, so that the server does it once. */
export function createGroupCommands({ api, random, clock, known, stored }: GroupDeps): Groups {
  const run = async (command: (id: Uuid) => Promise<Entry>) => {
    const id = commandId(clock.now(), random.uuid());
    stored(await withRetries(clock, () => command(id)));
  };
  const change = async (conversation: Uuid, command: (id: Uuid) => Promise<Entry>) => {
    if (needsNewerVersion(known.get(conversation)?.head ?? {})) throw localError('E_NEEDS_NEWER_VERSION');
    await run(command);
  };
  return {
    create: async (name, members, history = 'fromJoin') => {
      const conversation = random.uuid();
      const body = { conversation, name, members: [...members], history };
      await run((id) => api.call('createGroup', { body: { ...body, id } }));
      return conversation;
    },
    add: (conversation, members) =>
      change(conversation, (id) =>
        api.call('addMembers', { params: { conversation }, body: { id, members: [...members] } }),
      ),
    remove: (conversation, member) =>
      change(conversation, (id) =>
        api.call('removeMember', { params: { conversation }, body: { id, member } }),
      ),
    leave: (conversation) =>
      change(conversation, (id) => api.call('leaveGroup', { params: { conversation }, body: { id } })),
    changeRole: (conversation, member, role: Role) =>
      change(conversation, (id) =>
        api.call('changeRole', { params: { conversation }, body: { id, member, role } }),
      ),
    rename: (conversation, name) =>
      change(conversation, (id) => api.call('renameGroup', { params: { conversation }, body: { id, name } })),
    end: (conversation) =>
      change(conversation, (id) => api.call('endGroup', { params: { conversation }, body: { id } })),
  };
}

async function withRetries<T>(clock: Clock, attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (tries === ATTEMPTS || !mayPass(error)) throw error;
      await new Promise<void>((resolve) => clock.setTimeout(resolve, PAUSE_MS * tries));
    }
  }
}

function mayPass(error: unknown): boolean {
  return error instanceof NoAnswerError || (error instanceof CodedError && error.retryable);
}
