import type { Content, Entry, Payload } from '@parley/protocol';
import { decodeContent } from '@parley/protocol/core';

const decoded = new WeakMap<Payload, { readonly content: Content | undefined }>();

/** The content of a stored entry. Decoded once: every change to a message rebuilds it from all of its changes. */
export function contentOf({ payload }: Pick<Entry, 'payload'>): Content | undefined {
  if (payload === undefined || payload.kind === 'erased') return undefined;
  const known = decoded.get(payload) ?? { content: decodeContent(payload) };
  decoded.set(payload, known);
  return known.content;
}
