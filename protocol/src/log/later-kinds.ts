import type { ConversationState, LaterKind } from './conversation.ts';
import type { Entry } from './entry.ts';
import { isKnownKind, isLaterKind } from './known-kinds.ts';

type LaterKinds = readonly LaterKind[] | undefined;

/** The later kinds after one more entry. The same list if the entry is of the first version or of a kind already listed. */
export function withKind(before: LaterKinds, { body }: Pick<Entry, 'body'>): LaterKinds {
  const { kind } = body;
  if (!isLaterKind(kind) || before?.some((later) => later.kind === kind)) return before;
  const keepsRights = 'keepsRights' in body && body.keepsRights === true;
  return [...(before ?? []), { kind, keepsRights, folded: isKnownKind(kind) }];
}

/** Whether a state or head holds a kind that this version does not know. */
export function hasUnknown({ laterKinds }: { readonly laterKinds?: LaterKinds }): boolean {
  return laterKinds?.some(({ kind }) => !isKnownKind(kind)) ?? false;
}

/**
 * Whether a state or head holds a kind that this version does not know and that may change members or rights: then nobody
 * knows here who may read or do what, and nothing is sent.
 */
export function needsNewerVersion({ laterKinds }: { readonly laterKinds?: LaterKinds }): boolean {
  return laterKinds?.some(({ kind, keepsRights }) => !keepsRights && !isKnownKind(kind)) ?? false;
}

/** Whether a stored state lacks what this version knows, because an older one folded it: it has to be folded anew. */
export function isOutgrown({ laterKinds }: Pick<ConversationState, 'laterKinds'>): boolean {
  return laterKinds?.some(({ kind, folded }) => !folded && isKnownKind(kind)) ?? false;
}

/** Whether this version left entries out when it folded the state, so that newer servers need their own fold. */
export function isPartial({ laterKinds }: Pick<ConversationState, 'laterKinds'>): boolean {
  return laterKinds?.some(({ folded }) => !folded) ?? false;
}
