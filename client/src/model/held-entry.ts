import type { Content, Entry } from '@parley/protocol';
import { carriesPayload } from '@parley/protocol/core';
import type { Boxable } from './boxable.ts';
import { COUNTS, type Said } from './said.ts';

/**
 * What a payload says.
 * `unopened`: not opened yet, since this time in ms. Keys may be missing, or a version that knows more; it is tried again. `own` is
 * what this device sent: it is offered again if the server loses it, and not shown as said before it was judged.
 */
type Opened =
  | { readonly kind: 'content'; readonly content: Content }
  /** Of a deletion or a pin: who made it had the right to. */
  | { readonly kind: typeof COUNTS }
  | { readonly kind: 'unopened'; readonly since: number; readonly own?: Content };

/** An entry as the local copy holds it. Without a payload there is nothing to open; earlier versions stored payloads only. */
export interface HeldEntry extends Entry, Boxable {
  readonly opened?: Opened;
}

/** Undefined if there is none, or it was erased, or is not opened yet. */
export function contentOf({ opened }: HeldEntry): Content | undefined {
  return opened?.kind === 'content' ? opened.content : undefined;
}

/**
 * Keys and signatures are payloads, too, but say nothing that would be shown. Deletions and pins are unopened as long as it is not
 * certain that they count.
 */
export function isUnopened({ body, payload, opened }: HeldEntry): boolean {
  if (!carriesPayload(body.kind)) return opened?.kind === 'unopened';
  return payload !== undefined && 'bytes' in payload && opened?.kind !== 'content';
}

/** The message that an entry deletes; undefined also for a deletion of which it is not certain that it counts. */
export function deletedBy(entry: HeldEntry): number | undefined {
  const { seq, body } = entry;
  // Nobody deletes what is not written yet: such an entry could stand where nothing was signed yet.
  const counts = body.kind === 'deletion' && body.target < seq && !isUnopened(entry);
  return counts ? body.target : undefined;
}

/** What an entry says, as far as this device knows: also where it is not opened yet. */
export function knownWords(entry: HeldEntry): Content | undefined {
  const { opened } = entry;
  return contentOf(entry) ?? (opened?.kind === 'unopened' ? opened.own : undefined);
}

/** An entry after the try to open it. @param said undefined if that failed. @param own what this device sent, if it is that */
export function afterOpening(entry: Entry, said: Said | undefined, now: number, own?: Content): HeldEntry {
  return { ...entry, opened: openedBy(said, now, own) };
}

function openedBy(said: Said | undefined, now: number, own: Content | undefined): Opened {
  if (said === undefined) return { kind: 'unopened', since: now, ...(own !== undefined && { own }) };
  return said === COUNTS ? { kind: COUNTS } : { kind: 'content', content: said };
}
