import type { Body } from './body.ts';
import type { ConversationState, LaterKind } from './conversation.ts';
import type { Entry } from './entry.ts';
import { isKnownKind, isLaterKind } from './known-kinds.ts';
import { isRoom } from './membership.ts';
import { isKnownWord, isLaterWord, type Worded, wordNames } from './known-words.ts';

/** What is judged of a state or a head: the kinds and words of its log, and its own words, such as a role. */
interface Judged extends Worded {
  readonly laterKinds?: readonly LaterKind[] | undefined;
}

/** What one more entry changes in the later kinds and words of a state or head: nothing if they are listed already. */
export function withKind(
  { laterKinds = [] }: Judged,
  { body }: Pick<Entry, 'body'>,
): Pick<Judged, 'laterKinds'> {
  const names = new Set(namesIn(body).filter((name) => isLaterKind(name) && isLaterWord(name)));
  for (const { kind } of laterKinds) names.delete(kind);
  if (names.size === 0) return {};
  const keepsRights = 'keepsRights' in body && body.keepsRights === true;
  const added = [...names].map((kind) => ({
    kind,
    keepsRights: keepsRights && kind === body.kind,
    folded: isKnown(kind),
  }));
  return { laterKinds: [...laterKinds, ...added] };
}

/** The kind of an entry and its words, by their names. */
function namesIn(body: Entry['body']): readonly string[] {
  return [body.kind, ...partsOf(body).flatMap(wordNames)];
}

function partsOf(body: Entry['body']): readonly Worded[] {
  if (body.kind === 'roleChanged') return [body];
  return body.kind === 'created' ? [body, ...body.members] : [];
}

/** Whether this version knows the kind of an entry and all its words. */
export function isKnownBody(body: Entry['body']): body is Body {
  return namesIn(body).every(isKnown);
}

/** Whether a state or head rests on a kind or word that this version does not know. */
export function hasUnknown(judged: Judged): boolean {
  return unknownIn(judged).length > 0;
}

/**
 * Whether a state or head rests on a kind or word that this version does not know and that may change members or rights:
 * then nobody knows here who may read or do what, and nothing is sent.
 */
export function needsNewerVersion(judged: Judged): boolean {
  return unknownIn(judged).some(({ keepsRights }) => !keepsRights);
}

function unknownIn(judged: Judged): readonly Omit<LaterKind, 'folded'>[] {
  const own = wordNames(judged).map((kind) => ({ kind, keepsRights: false }));
  return [...(judged.laterKinds ?? []), ...own].filter(({ kind }) => !isKnown(kind));
}

function isKnown(name: string): boolean {
  return isKnownKind(name) || isKnownWord(name);
}

/** Whether a stored state lacks what this version knows, because an older one folded it: it has to be folded anew. */
export function isOutgrown(
  state: Pick<ConversationState, 'laterKinds' | 'memberCount'> & Pick<Worded, 'type' | 'visibility'>,
): boolean {
  const { laterKinds, memberCount } = state;
  if (isRoom(state) && memberCount === undefined) return true;
  return laterKinds?.some(({ kind, folded }) => !folded && isKnown(kind)) ?? false;
}

/** Whether this version left entries out when it folded the state, so that newer servers need their own fold. */
export function isPartial({ laterKinds }: Pick<ConversationState, 'laterKinds'>): boolean {
  return laterKinds?.some(({ folded }) => !folded) ?? false;
}
