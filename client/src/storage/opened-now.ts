import { isUnopened, type HeldEntry } from '../model/held-entry.ts';

/** A held entry after a try to open it; undefined if that changes nothing: it is another one, was opened before, or is erased. */
export function openedNow(held: HeldEntry | undefined, tried: HeldEntry): HeldEntry | undefined {
  if (held?.chain !== tried.chain || !isUnopened(held)) return undefined;
  const isMarked = held.opened !== undefined;
  if (tried.opened === undefined || (isMarked && isUnopened(tried))) return undefined;
  const { opened, box } = tried;
  return { ...held, opened, ...(box !== undefined && { box }) };
}

/** A head whose last message this device has opened before. */
export function keptOpened<Head extends { readonly last?: HeldEntry | undefined }>(
  head: Head,
  before: HeldEntry | undefined,
): Head {
  const last = head.last !== undefined && before !== undefined ? openedNow(head.last, before) : undefined;
  return last === undefined ? head : { ...head, last };
}
