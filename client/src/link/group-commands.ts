import type { Entry, Uuid } from '@parley/protocol';
import { localError, needsNewerVersion } from '@parley/protocol/core';
import { commandId } from '../model/command-id.ts';
import type { GroupChange } from '../model/group-change.ts';
import type { KnownConversations } from '../model/known-conversations.ts';
import type { Groups } from '../ports/chat-client.ts';
import type { Clock } from '../ports/clock.ts';
import type { HttpApi } from '../ports/http-api.ts';
import type { Random } from '../ports/random.ts';
import type { SignedGroups } from '../ports/sealing/signed-groups.ts';
import { requestChange } from './group-requests.ts';
import { withRetries } from './with-retries.ts';

interface GroupDeps {
  readonly api: HttpApi;
  readonly random: Random;
  readonly clock: Clock;
  readonly known: KnownConversations;
  /** Takes in the entry that a command created. */
  readonly stored: (entry: Entry) => void;
  /** Groups that are sealed; undefined where this client does not seal. */
  readonly signed: SignedGroups | undefined;
}

/** Commands to groups. In open ones a retry carries the id of the first try, so that the server does it once. */
export function createGroupCommands({ api, random, clock, known, stored, signed }: GroupDeps): Groups {
  const newId = () => commandId(clock.now(), random.uuid());
  const change = async (conversation: Uuid, what: GroupChange) => {
    if (needsNewerVersion(known.get(conversation)?.head ?? {})) throw localError('E_NEEDS_NEWER_VERSION');
    const isSigned = async () => (await signed?.change(conversation, what)) === true;
    if (await isSigned()) return;
    const id = newId();
    const entry = await withRetries(clock, async (tries) => {
      // What was open at the last try may be sealed by now, so that nobody would believe it unsigned.
      const isDone = tries > 1 && (await isSigned());
      return isDone ? undefined : requestChange(api, conversation, id, what);
    });
    if (entry !== undefined) stored(entry);
  };
  return {
    create: async (name, members, history = 'fromJoin') => {
      if (signed !== undefined) return signed.create(name, members, history);
      const conversation = random.uuid();
      const body = { conversation, id: newId(), name, members: [...members], history };
      stored(await withRetries(clock, () => api.call('createGroup', { body })));
      return conversation;
    },
    add: (conversation, members) => change(conversation, { kind: 'added', members: [...members] }),
    remove: (conversation, member) => change(conversation, { kind: 'removed', member }),
    leave: (conversation) => change(conversation, { kind: 'left' }),
    changeRole: (conversation, member, role) => change(conversation, { kind: 'roleChanged', member, role }),
    rename: (conversation, name) => change(conversation, { kind: 'renamed', name }),
    end: (conversation) => change(conversation, { kind: 'ended' }),
  };
}
