import type { TextContent, Uuid } from '@parley/protocol';

/** A text that is being written, and where its caret stands. */
export interface Writing {
  readonly text: string;
  readonly caret: number;
}

/** What is being written in one conversation and is not sent yet. */
export interface Composition {
  /** The message to come. */
  readonly draft: Writing & { readonly replyTo?: number };
  /** An edit of an earlier message. The draft is kept until the edit is sent or cancelled. */
  readonly edit?: Writing & { readonly target: number };
}

export const NOTHING: Composition = { draft: { text: '', caret: 0 } };

export function isNothing({ draft, edit }: Composition): boolean {
  return edit === undefined && draft.text === '' && draft.replyTo === undefined;
}

/** The text in the field. */
export function writingIn({ draft, edit }: Composition): Writing {
  return edit ?? draft;
}

/** The content to send. An edit does not carry the reply: the message keeps that itself. */
export function contentOf(
  { draft, edit }: Composition,
  mentions: readonly Uuid[],
): Omit<TextContent, 'type'> {
  const replyTo = edit === undefined ? draft.replyTo : undefined;
  return {
    text: (edit ?? draft).text.trim(),
    ...(mentions.length > 0 && { mentions }),
    ...(replyTo !== undefined && { replyTo }),
  };
}

export function written({ draft, edit }: Composition, { text, caret }: Writing): Composition {
  return edit === undefined
    ? { draft: { ...draft, text, caret } }
    : { draft, edit: { ...edit, text, caret } };
}

/** Also ends an edit. */
export function replying({ draft }: Composition, replyTo: number): Composition {
  return { draft: { ...draft, replyTo } };
}

export function editing({ draft }: Composition, target: number, text: string): Composition {
  return { draft, edit: { target, text, caret: text.length } };
}

/** Ends the edit; without an edit, the reply, whose text stays. */
export function cancelled({ draft, edit }: Composition): Composition {
  return edit === undefined ? { draft: { text: draft.text, caret: draft.caret } } : { draft };
}

/** The composition after the text in the field was sent. */
export function afterSending({ draft, edit }: Composition): Composition {
  return edit === undefined ? NOTHING : { draft };
}

/** @param now the composition at the time that sending `sent` failed, with what was typed since */
export function returned(sent: Composition, now: Composition): Composition {
  if (sent.edit === undefined) return { ...now, draft: { ...sent.draft, ...joined(sent.draft, now.draft) } };
  if (now.edit === undefined) return { draft: now.draft, edit: sent.edit };
  if (now.edit.target === sent.edit.target)
    return { draft: now.draft, edit: { ...now.edit, ...joined(sent.edit, now.edit) } };
  // Another message is being edited by now: the field belongs to that edit.
  return { draft: { ...now.draft, ...joined(sent.edit, now.draft) }, edit: now.edit };
}

/** Joins two texts that must both be kept, the earlier one first. */
export function joined(earlier: Writing, later: Writing): Writing {
  if (later.text === '') return earlier;
  if (earlier.text === '') return later;
  const before = `${earlier.text}\n`;
  return { text: before + later.text, caret: before.length + later.caret };
}

/** Joins the stored text with what was typed before it was loaded. The typed text stays in the field, at the end. */
export function continued(kept: Composition, typed: Composition): Composition {
  const draft = { ...kept.draft, ...typed.draft, ...joined(kept.draft, typed.draft) };
  if (typed.edit !== undefined) return { draft, edit: typed.edit };
  if (kept.edit === undefined || typed.draft.replyTo !== undefined) return { draft };
  return { draft: kept.draft, edit: { ...kept.edit, ...joined(kept.edit, typed.draft) } };
}
