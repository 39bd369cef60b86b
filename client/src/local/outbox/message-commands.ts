import type { Content, MessageBody, Preferences, TextContent, Uuid } from '@parley/protocol';
import { localError } from '@parley/protocol/core';
import { kindOf, targetOf } from '../timeline/message-item.ts';
import { preferencesOf } from '../conversations/row.ts';
import type { MessageItem } from '../../model/timeline.ts';
import type { StoredConversation } from '../../model/stored-conversation.ts';
import type { Outbox } from './outbox.ts';

type Text = Omit<TextContent, 'type'>;

interface CommandDeps {
  readonly outbox: Outbox;
  /** A conversation, added to the local copy if needed. @throws CodedError `E_NOT_FOUND` */
  readonly conversation: (id: Uuid) => Promise<StoredConversation>;
  /** A message that is in the local copy. */
  readonly held: (conversation: Uuid, seq: number) => Promise<MessageItem | undefined>;
  /** The `seq` of a message that is shown, by the id of its command. */
  readonly seqOf: (conversation: Uuid, id: Uuid) => number | undefined;
}

/** Everything that goes through the outbox, offline too. Each resolves once it is stored there. */
export function createMessageCommands({ outbox, conversation, held, seqOf }: CommandDeps) {
  const append = async (id: Uuid, body: MessageBody, content?: Content) => {
    const { head } = await conversation(id);
    return outbox.add(id, head.peer, {
      kind: 'append',
      body,
      ...(content !== undefined && { content }),
    });
  };
  const itemsIn = (id: Uuid) => outbox.items.get().filter((item) => item.conversation === id);
  /** The items of a message: itself, or the changes to it. */
  const itemsOf = (id: Uuid, message: Uuid) => {
    const seq = seqOf(id, message);
    return itemsIn(id)
      .filter((item) => kindOf(item) !== 'preferences')
      .filter((item) => item.id === message || (seq !== undefined && targetOf(item) === seq));
  };

  return {
    send: async (id: Uuid, text: Text) =>
      (await append(id, { kind: 'message' }, { type: 'text', ...text })).id,

    /**
     * The message keeps its reply.
     * @throws CodedError `E_NOT_FOUND`, `E_FORBIDDEN` for what was forwarded, `E_TOO_LARGE`
     */
    edit: async (id: Uuid, target: number, { text, mentions }: Text) => {
      await conversation(id);
      const before = (await held(id, target))?.content;
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
      );
    },

    delete: async (id: Uuid, target: number) => {
      await append(id, { kind: 'deletion', target });
    },

    react: async (id: Uuid, target: number, emoji: string, on: boolean) => {
      await append(id, { kind: 'reaction', target }, { type: 'reaction', emoji, on });
    },

    pin: async (id: Uuid, target: number, on: boolean) => {
      await append(id, { kind: on ? 'pinned' : 'unpinned', target });
    },

    retry: async (id: Uuid, message: Uuid) => {
      const failed = itemsOf(id, message).filter(({ state }) => state.kind !== 'waiting');
      for (const { key } of failed) await outbox.retry(key);
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
      const preferences = { ...preferencesOf(await conversation(id), itemsIn(id)), ...change };
      await outbox.add(id, undefined, { kind: 'preferences', preferences });
    },
  };
}
