import type { Content, Entry, Payload } from '@parley/protocol';
import { decodeContent } from '@parley/protocol/core';

const opened = new WeakMap<Payload, { readonly content: Content | undefined }>();

/** What a stored entry says. Opened once: a message is made anew with every change to it, out of all of them. */
export function contentOf({ payload }: Pick<Entry, 'payload'>): Content | undefined {
  if (payload === undefined) return undefined;
  const known = opened.get(payload) ?? { content: decodeContent(payload) };
  opened.set(payload, known);
  return known.content;
}
