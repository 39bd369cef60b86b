import type { Content, MessageBody, Preferences, TextContent, Uuid } from '@parley/protocol';
import { localError, needsNewerVersion } from '@parley/protocol/core';
import { kindOf, targetOf } from '../timeline/message-item.ts';
import { preferencesOf } from '../conversations/row.ts';
import type { ChatStorage } from '../../ports/storage/chat-storage.ts';
import type { ConversationLookup } from '../conversations/conversation-lookup.ts';
import { heldMessage } from '../timeline/held-message.ts';
import type { OpenedConversations } from '../timeline/opened-conversations.ts';
import type { Outbox } from './outbox.ts';
import type { Sending } from '../../ports/chat-client.ts';

type Text = Omit<TextContent, 'type'>;

interface CommandDeps {
  readonly me: Uuid;
  readonly storage: Pick<ChatStorage, 'readEntries' | 'readChanges'>;
  readonly outbox: Outbox;
  readonly opened: OpenedConversations;
  readonly lookup: ConversationLookup;
}

/** Everything that goes through the outbox, offline too. Each resolves once it is stored there. */
export function createMessageCommands({ me, storage, outbox, opened, lookup }: CommandDeps) {
  const append = async (id: Uuid, body: MessageBody, content?: Content, openly = false) => {
    const { head } = await lookup.find(id);
    if (needsNewerVersion(head)) throw localError('E_NEEDS_NEWER_VERSION');
    return outbox.add(id, head.peer ?? lookup.peerOf(id), {
      kind: 'append',
      body,
      ...(content !== undefined && { content }),
      ...(openly && { openly }),
    });
  };
  /** The items of a message: itself, or the changes to it. */
  const itemsOf = (id: Uuid, message: Uuid) => {
    const seq = opened.seqOf(id, message);
    return outbox
      .itemsIn(id)
      .filter((item) => kindOf(item) !== 'preferences')
      .filter((item) => item.id === message || (seq !== undefined && targetOf(item) === seq));
  };

  return {
    send: async (id: Uuid, text: Text, { openly = false }: Sending = {}) =>
      (await append(id, { kind: 'message' }, { type: 'text', ...text }, openly)).id,

    /**
     * The message keeps its reply.
     * @throws CodedError `E_NOT_FOUND`, `E_FORBIDDEN` for what was forwarded, `E_TOO_LARGE`
     */
    edit: async (id: Uuid, target: number, { text, mentions }: Text, { openly = false }: Sending = {}) => {
      await lookup.find(id);
      const held = await heldMessage(id, target, { storage, outbox: outbox.itemsIn(id), me });
      const before = (held ?? opened.messageAt(id, target))?.content;
      if (before === undefined) throw localError('E_NOT_FOUND');
      if (before.forwardedFrom !== undefined)
        throw localError('E_FORBIDDEN', { message: "Forwarded messages can't be edited." });
      const { replyTo } = before;
      await append(
        id,
        { kind: 'edit', target },
        {
          type: 'text',
          text,
          ...(mentions !== undefined && { mentions }),
          ...(replyTo !== undefined && { replyTo }),
        },
        openly,
      );
    },

    delete: async (id: Uuid, target: number) => {
      await append(id, { kind: 'deletion', target });
    },

    react: async (id: Uuid, target: number, emoji: string, on: boolean, { openly = false }: Sending = {}) => {
      await append(id, { kind: 'reaction', target }, { type: 'reaction', emoji, on }, openly);
    },

    pin: async (id: Uuid, target: number, on: boolean) => {
      await append(id, { kind: on ? 'pinned' : 'unpinned', target });
    },

    retry: async (id: Uuid, message: Uuid, { openly = false }: Sending = {}) => {
      const failed = itemsOf(id, message).filter(({ state }) => state.kind !== 'waiting');
      for (const { key, task } of failed)
        await outbox.retry(key, openly && task.kind === 'append' ? { ...task, openly } : undefined);
    },

    /**
     * The refused changes to a message; others are still waiting.
     * @throws CodedError `E_FORBIDDEN` where the server may have it already
     */
    discard: async (id: Uuid, message: Uuid) => {
      const given = itemsOf(id, message).filter(
        (item) => item.id === message || item.state.kind !== 'waiting',
      );
      const done = await Promise.all(given.map(({ key }) => outbox.discard(key)));
      if (done.includes(false))
        throw localError('E_FORBIDDEN', {
          message: 'This may have been sent already. Try again to find out.',
        });
    },

    setPreferences: async (id: Uuid, change: Partial<Preferences>) => {
      const preferences = { ...preferencesOf(await lookup.find(id), outbox.itemsIn(id)), ...change };
      await outbox.add(id, undefined, { kind: 'preferences', preferences });
    },
  };
}
