import type { TextContent, Uuid } from '@parley/protocol';
import type { Sending } from '../../ports/chat-client.ts';
import type { Composer } from '../../ports/composer.ts';
import * as compositions from '../../model/composition.ts';
import type { Composition } from '../../model/composition.ts';
import type { Drafts } from './drafts.ts';

export interface ComposerDeps {
  readonly drafts: Drafts;
  readonly commands: {
    send(conversation: Uuid, content: Omit<TextContent, 'type'>, sending?: Sending): Promise<unknown>;
    edit(
      conversation: Uuid,
      target: number,
      content: Omit<TextContent, 'type'>,
      sending?: Sending,
    ): Promise<unknown>;
  };
}

export function createComposer(conversation: Uuid, { drafts, commands }: ComposerDeps): Composer {
  const { now } = drafts.of(conversation);
  const change = (composition: Composition) => drafts.change(conversation, composition);

  async function store(
    composition: Composition,
    mentions: readonly Uuid[],
    sending: Sending = {},
  ): Promise<void> {
    const content = compositions.contentOf(composition, mentions);
    if (composition.edit === undefined) await commands.send(conversation, content, sending);
    else await commands.edit(conversation, composition.edit.target, content, sending);
  }

  return {
    now,
    write: (text, caret) => change(compositions.written(now.get(), { text, caret })),
    moveCaret: (caret) => drafts.moveCaret(conversation, caret),
    reply: (to) => change(compositions.replying(now.get(), to)),
    edit: (target, text) => change(compositions.editing(now.get(), target, text)),
    cancel: () => change(compositions.cancelled(now.get())),
    send: (mentions, sending) =>
      drafts.during(conversation, async () => {
        const sent = now.get();
        change(compositions.afterSending(sent));
        try {
          await store(sent, mentions, sending);
        } catch (error) {
          change(compositions.returned(sent, now.get()));
          throw error;
        }
      }),
  };
}
