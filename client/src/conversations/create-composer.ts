import type { TextContent, Uuid } from '@parley/protocol';
import type { Composer } from './composer.ts';
import * as compositions from './composition.ts';
import type { Composition } from './composition.ts';
import type { Drafts } from './drafts.ts';

export interface ComposerDeps {
  readonly drafts: Drafts;
  readonly send: (content: Omit<TextContent, 'type'>) => Promise<unknown>;
  readonly edit: (target: number, content: Omit<TextContent, 'type'>) => Promise<unknown>;
}

export function createComposer(conversation: Uuid, { drafts, send, edit }: ComposerDeps): Composer {
  const { now } = drafts.of(conversation);
  const change = (composition: Composition) => drafts.change(conversation, composition);

  async function store({ draft, edit: change }: Composition, mentions: readonly Uuid[]): Promise<void> {
    const named = mentions.length === 0 ? {} : { mentions };
    if (change !== undefined) {
      await edit(change.target, { text: change.text.trim(), ...named });
    } else {
      const { text, replyTo } = draft;
      await send({ text: text.trim(), ...named, ...(replyTo !== undefined && { replyTo }) });
    }
  }

  return {
    now,
    write: (text, caret) => change(compositions.written(now.get(), { text, caret })),
    moveCaret: (caret) => drafts.moveCaret(conversation, caret),
    reply: (to) => change(compositions.replying(now.get(), to)),
    edit: (target, text) => change(compositions.editing(now.get(), target, text)),
    cancel: () => change(compositions.cancelled(now.get())),
    send: (mentions) =>
      drafts.during(conversation, async () => {
        const sent = now.get();
        change(compositions.afterSending(sent));
        try {
          await store(sent, mentions);
        } catch (error) {
          change(compositions.returned(sent, now.get()));
          throw error;
        }
      }),
  };
}
