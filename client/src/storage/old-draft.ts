import type { StoredDraft } from '../ports/draft-channel.ts';
import type { StoredConversation } from '../model/stored-conversation.ts';

/** Older versions kept a draft's text in its conversation, and nothing else of the draft. */
type OldConversation = StoredConversation & { readonly draft?: string };

export function withoutOldDraft(stored: OldConversation): {
  readonly rest: StoredConversation;
  readonly draft: StoredDraft | undefined;
} {
  const { draft: text, ...rest } = stored;
  if (text === undefined) return { rest, draft: undefined };
  const composition = { draft: { text, caret: text.length } };
  return { rest, draft: { conversation: rest.id, composition, revision: rest.id } };
}
