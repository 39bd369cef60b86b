import type { Content, Entry } from '@parley/protocol';
import { carriesPayload } from '@parley/protocol/core';
import type { Boxable } from './boxable.ts';

/**
 * What a payload says.
 * `unopened`: not opened yet, since this time in ms. Keys may be missing, or a version that knows more; it is tried again.
 */
type Opened =
  | { readonly kind: 'content'; readonly content: Content }
  | { readonly kind: 'unopened'; readonly since: number };

/** An entry as the local copy holds it. Without a payload there is nothing to open; earlier versions stored payloads only. */
export interface HeldEntry extends Entry, Boxable {
  readonly opened?: Opened;
}

/** Undefined if there is none, or it was erased, or is not opened yet. */
export function contentOf({ opened }: HeldEntry): Content | undefined {
  return opened?.kind === 'content' ? opened.content : undefined;
}

/** Keys and signatures are payloads, too, but say nothing that would be shown. */
export function isUnopened({ body, payload, opened }: HeldEntry): boolean {
  if (!carriesPayload(body.kind)) return false;
  return payload !== undefined && 'bytes' in payload && opened?.kind !== 'content';
}

/** An entry after the try to open it. @param content undefined if that failed */
export function afterOpening(entry: Entry, content: Content | undefined, now: number): HeldEntry {
  const opened: Opened =
    content === undefined ? { kind: 'unopened', since: now } : { kind: 'content', content };
  return { ...entry, opened };
}
